import { Qualifier, type Day, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { language } from '../terminal/language.ts';
import { QUALIFIERS } from '../wording/indicators.ts';

const WHOLE = { uk: new Intl.NumberFormat('uk'), en: new Intl.NumberFormat('en') };

/** "3,554"; "3 554" */
export function whole(value: number | bigint): string {
  return WHOLE[language()].format(value);
}

/** "64", "57.1" */
export function oneDigit(value: number): string {
  return whole(Math.round(value * 10) / 10);
}

/** "57.1–70.3" */
export function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return [low, high].map(oneDigit).join('–');
}

const ONE_DIGIT = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const DECIMAL = { uk: new Intl.NumberFormat('uk', ONE_DIGIT), en: new Intl.NumberFormat('en', ONE_DIGIT) };

/** "1,234.5"; "1 234,5" */
export function decimal(value: number): string {
  return DECIMAL[language()].format(value);
}

/** "93.4 %"; a dash when the total is 0. */
export function share(part: number, all: number): string {
  return all === 0 ? '—' : `${decimal((100 * part) / all)} %`;
}

/** "over 70", "about 450", a dash when there is no figure. */
export function official(figure: OfficialFigure | undefined): string {
  if (figure === undefined) return '—';
  const isExact = figure.qualifier === Qualifier.EXACT;
  return `${isExact ? '' : `${QUALIFIERS.nameOf(figure.qualifier)} `}${whole(figure.value)}`;
}

/** "31.12.2022" */
export function date(day: Day | undefined): string {
  if (day === undefined) return '—';
  return `${two(day.day)}.${two(day.month)}.${day.year}`;
}

/** "31.12.2022" of "2022-12-31" */
export function dotted(day: string): string {
  return day.split('-').toReversed().join('.');
}

/** "01.01–31.03.2026", "01.12.2025 – 31.03.2026" */
export function dates(first: string, last: string): string {
  if (first === last) return dotted(last);
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return isOneYear ? `${dotted(first.slice(5))}–${dotted(last)}` : `${dotted(first)} – ${dotted(last)}`;
}

/** "2022-12-31", for programs; empty without a day. */
export function isoDate(day: Day | undefined): string {
  return day === undefined ? '' : `${day.year}-${two(day.month)}-${two(day.day)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
