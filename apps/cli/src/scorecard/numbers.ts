import { Qualifier, type Day, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';

/** How a value that is not exact was published. */
const WORDS: ReadonlyMap<Qualifier, string> = new Map([
  [Qualifier.MORE_THAN, 'over '],
  [Qualifier.ABOUT, 'about '],
]);

const WHOLE = new Intl.NumberFormat('en');

/** "3,554" */
export function whole(value: number | bigint): string {
  return WHOLE.format(value);
}

/** "57.1–70.3" */
export function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return [low, high].map((bound) => whole(Math.round(bound * 10) / 10)).join('–');
}

/** "93.4 %"; a dash when the total is 0. */
export function share(part: number, all: number): string {
  return all === 0 ? '—' : `${((100 * part) / all).toFixed(1)} %`;
}

/** "over 70", "about 450", a dash when there is no figure. */
export function official(figure: OfficialFigure | undefined): string {
  if (figure === undefined) return '—';
  return `${WORDS.get(figure.qualifier) ?? ''}${whole(figure.value)}`;
}

/** "31.12.2022" */
export function date(day: Day | undefined): string {
  if (day === undefined) return '—';
  return `${two(day.day)}.${two(day.month)}.${day.year}`;
}

/** "2022-12-31", for programs; empty without a day. */
export function isoDate(day: Day | undefined): string {
  return day === undefined ? '' : `${day.year}-${two(day.month)}-${two(day.day)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
