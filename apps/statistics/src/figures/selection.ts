import { monthsAfter, unless, type Day, type Violation } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
import type { Merger } from '../territory/module.ts';
import { LEVELS, type Level } from '../territory/gazetteer.ts';
import { PERIODS, type Dimension } from './figure.ts';
import { findMeasure } from './measures.ts';
import { checkOffered } from './offered.ts';
import type { Overlap } from './overlap.ts';
import { checkDivided, type DividedFacts } from './smaller-places.ts';

/** A selection as it was read. An unreadable day is empty. */
export interface DraftSelection {
  readonly measures: readonly string[];
  readonly from: Day;
  readonly to: Day;
  readonly codes: readonly string[];
  /** Undefined: not given. */
  readonly level: Level | undefined;
  /** Empty if it is not given. */
  readonly withinCode: string;
  /** Undefined: an unknown dimension. */
  readonly groupBy: readonly (Dimension | undefined)[];
  /** Undefined: not given; null: an unknown one. */
  readonly category: Category | undefined | null;
  readonly asOfToday: boolean;
  /** Of smaller places, only these. */
  readonly placeCodes: readonly string[];
  /** Empty if it is not given. */
  readonly attribute: string;
}

/** What the violations depend on. */
export interface SelectionFacts extends DividedFacts {
  readonly today: Day;
  readonly mergers: readonly Merger[];
  readonly isSensitive: (category: Category) => boolean;
  /** Undefined if no two of the territories share incidents. */
  readonly overlap: Overlap | undefined;
}

const MAX_MEASURES = 20;
const MAX_CODES = 200;
const MAX_YEARS = 30;
const A_DAY = 'must be a day of the calendar from 2000 to 2100';

export function checkSelection(draft: DraftSelection, facts: SelectionFacts): Violation[] {
  return [
    ...checkMeasures(draft.measures),
    ...checkPeriod(draft),
    ...checkTerritories(draft, facts),
    ...checkOverlap(draft, facts),
    ...checkGroups(draft),
    ...checkDivided({ ...draft, groupBy: draft.groupBy.flatMap((dimension) => dimension ?? []) }, facts),
    ...checkCategory(draft, facts),
  ];
}

function checkMeasures(names: readonly string[]): Violation[] {
  const field = 'selection.measures';
  const isFew = names.length >= 1 && names.length <= MAX_MEASURES;
  return [
    ...unless(isFew, field, `must be 1 to ${MAX_MEASURES} measures`),
    ...unless(new Set(names).size === names.length, field, 'must not name a measure twice'),
    ...names
      .slice(0, MAX_MEASURES)
      .flatMap((name, index) =>
        unless(findMeasure(name) !== undefined, `${field}[${index}]`, 'must be a measure of ListMeasures'),
      ),
  ];
}

function checkPeriod({ from, to }: DraftSelection): Violation[] {
  const [first, last] = ['selection.first_day', 'selection.last_day'];
  const unreadable = [...unless(from !== '', first, A_DAY), ...unless(to !== '', last, A_DAY)];
  if (unreadable.length > 0) return unreadable;
  return [
    ...unless(from <= to, last, 'must not be before first_day'),
    ...unless(to <= monthsAfter(from, MAX_YEARS * 12), last, `must be at most ${MAX_YEARS} years after first_day`),
  ];
}

function checkTerritories(draft: DraftSelection, facts: SelectionFacts): Violation[] {
  const { codes, level, withinCode } = draft;
  const [field, within] = ['selection.territory_codes', 'selection.within_code'];
  const whole = withinCode === '' ? undefined : facts.levelOf(withinCode);
  const isHigher = whole !== undefined && level !== undefined && LEVELS.indexOf(whole) < LEVELS.indexOf(level);
  return [
    ...unless(codes.length <= MAX_CODES, field, `must be at most ${MAX_CODES} codes`),
    ...unless(codes.length === 0 || level === undefined, field, 'must be empty if a level is given'),
    ...unless(withinCode === '' || isHigher, within, 'must be the code of a territory of a higher level than `level`'),
    ...codes.slice(0, MAX_CODES).flatMap((code, index) => checkCode(code, `${field}[${index}]`, draft, facts)),
  ];
}

function checkCode(code: string, field: string, draft: DraftSelection, facts: SelectionFacts): Violation[] {
  if (facts.levelOf(code) === undefined) {
    return [{ field, rule: 'must be "UA" or the KATOTTG code of a known oblast, raion, or hromada' }];
  }
  const merger = facts.mergers.find((each) => each.code === code);
  const firstDay = draft.asOfToday ? facts.today : draft.from;
  const existed = merger === undefined || firstDay === '' || merger.effectiveDate > firstDay;
  const rule = `did not exist then: since ${merger?.effectiveDate} it is part of ${merger?.successorCode}`;
  return unless(existed, field, rule);
}

/** The figures of all territories are added up unless they are grouped by territory. */
function checkOverlap({ groupBy }: DraftSelection, { overlap }: SelectionFacts): Violation[] {
  if (overlap === undefined || groupBy.includes('territory')) return [];
  const rule = `must not overlap without TERRITORY in group_by: ${overlap.join(' and ')} share incidents, which would count twice`;
  return [{ field: 'selection.territory_codes', rule }];
}

function checkGroups({ groupBy, measures }: DraftSelection): Violation[] {
  const field = 'selection.group_by';
  const known = groupBy.flatMap((dimension) => dimension ?? []);
  const periods = known.filter((dimension) => PERIODS.some((period) => period === dimension));
  return [
    ...unless(known.length === groupBy.length, field, 'must be known dimensions'),
    ...unless(new Set(known).size === known.length, field, 'must not name a dimension twice'),
    ...unless(periods.length <= 1, field, `must have at most one of ${PERIODS.join(', ')}`),
    ...measures
      .flatMap((name) => findMeasure(name) ?? [])
      .flatMap(({ name, dimensions }) => {
        const missing = known.filter((dimension) => !dimensions.includes(dimension));
        return unless(missing.length === 0, field, `must be dimensions of ${name}, which has no ${missing.join(', ')}`);
      }),
  ];
}

/** The category and the lowest level of each measure. */
function checkCategory(draft: DraftSelection, { levelOf, isSensitive }: SelectionFacts): Violation[] {
  const { category, level, codes, measures } = draft;
  const groupBy = draft.groupBy.flatMap((dimension) => dimension ?? []);
  const levels = codes.length > 0 ? codes.flatMap((code) => levelOf(code) ?? []) : [level ?? 'country'];
  const lowest = Math.max(...levels.map((each) => LEVELS.indexOf(each)), 0);
  const place = codes.length > 0 ? 'territory_codes' : 'level';
  const known = measures.flatMap((name) => findMeasure(name) ?? []);
  const without = known.filter(({ dimensions }) => !dimensions.includes('category')).map(({ name }) => name);
  return [
    ...unless(
      !category || without.length === 0,
      'selection.category',
      `must not be given for measures that are not known by category: ${without.join(', ')}`,
    ),
    ...unless(category !== null, 'selection.category', 'must be one of the known categories'),
    ...unless(
      category === undefined || category === null || !isSensitive(category),
      'selection.category',
      'must not be a sensitive one (DOMESTIC_VIOLENCE, SCHOOL_SAFETY): ListSensitiveFigures has what is released of it',
    ),
    ...known.flatMap((measure) =>
      checkOffered(
        measure,
        { category: category ?? undefined, level: LEVELS[lowest] ?? 'country', groupBy },
        { place: `selection.${place}`, category: 'selection.category', groupBy: 'selection.group_by' },
      ),
    ),
  ];
}
