import { addDays, checkName, checkText, isDay, kyivDay, unless, type Violation } from '@safe-community/domain-kit';
import type { ChangeKind, GivenChange } from './history.ts';

/** Independence: no act about the territory is older. */
const FIRST_DAY = '1991-08-24';
const SOURCE = { least: 2, most: 500 } as const;

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
  const last = addDays(kyivDay(now), 366);
  return unless(effectiveOn <= last, 'effective_date', 'must be at most a year from now');
}
