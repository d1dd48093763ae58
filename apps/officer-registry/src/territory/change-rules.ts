import { checkName, checkText, unless, type Violation } from '@safe-community/domain-kit';
import type { ChangeKind, GivenChange } from './history.ts';

/** Independence: no act about the territory is older. */
const FIRST_DAY = '1991-08-24';
const SOURCE = { least: 2, most: 500 } as const;

const KYIV = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Kyiv' });

/** The day of Kyiv time, YYYY-MM-DD. */
export function dayOf(time: Date): string {
  return KYIV.format(time);
}

/** A day that exists in the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/** Empty, or a day. */
export function checkOptionalDay(text: string, field: string): Violation[] {
  return unless(text === '' || isDay(text), field, 'must be empty or a day, YYYY-MM-DD');
}

/** Kyiv and Sevastopol: the codifier gives them codes of the form of an oblast's. */
const SPECIAL_CITIES: ReadonlySet<string> = new Set(['8000', '8500']);

export type UnitLevel = 'hromada' | 'settlement' | 'starosta-district';

/** The level that the form of a code says, whether or not the unit exists. */
export function levelOfCode(code: string): UnitLevel | undefined {
  if (/^\d{10}$/.test(code)) return 'starosta-district';
  const form = /^UA(?<above>\d{4})(?<hromada>\d{3})(?<below>\d{5})\d{5}$/.exec(code)?.groups;
  if (form === undefined) return undefined;
  if (form['below'] !== '00000') return 'settlement';
  const isCity = SPECIAL_CITIES.has(form['above'] ?? '') && form['hromada'] === '000';
  return form['hromada'] !== '000' || isCity ? 'hromada' : undefined;
}

/** The violations of a change that need no stored data. */
export function checkChange(change: GivenChange): Violation[] {
  const { code, kind, effectiveOn, name, successorCode, source } = change;
  const level = levelOfCode(code);
  return [
    ...unless(level !== undefined, 'code', 'must be the code of a hromada, settlement, or starosta district'),
    ...unless(
      isDay(effectiveOn) && effectiveOn >= FIRST_DAY,
      'effective_date',
      `must be a day from ${FIRST_DAY} on, YYYY-MM-DD`,
    ),
    ...(kind === 'renamed'
      ? checkName(name, 'name_uk')
      : unless(name === '', 'name_uk', 'must be empty unless RENAMED')),
    ...checkSuccessor(kind, code, successorCode, level),
    ...checkText(source, 'source', SOURCE),
    ...unless(source === source.trim(), 'source', 'must not begin or end with a blank'),
  ];
}

function checkSuccessor(kind: ChangeKind, code: string, successor: string, level: UnitLevel | undefined): Violation[] {
  const field = 'successor_code';
  if (kind !== 'merged') return unless(successor === '', field, 'must be empty unless MERGED');
  const isOther = successor !== code && level !== undefined && levelOfCode(successor) === level;
  return unless(isOther, field, 'must be the code of another unit of the same level');
}

/** The last day that a change may have: a year from now. */
export function checkNotTooLate(effectiveOn: string, now: Date): Violation[] {
  const last = dayOf(new Date(now.getTime() + 366 * 24 * 60 * 60 * 1_000));
  return unless(effectiveOn <= last, 'effective_date', 'must be at most a year from now');
}
