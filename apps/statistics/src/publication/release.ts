import type { Day } from '@safe-community/domain-kit';
import { COUNTRY } from '@safe-community/territory';
import { periodsIn, startOf, type Period, type PeriodNode } from './period.ts';
import {
  choosePublicationSet,
  LEVELS,
  type Amount,
  type Cell,
  type LevelRules,
  type Place,
  type PublicationSet,
} from './publication-set.ts';

/** Incidents or people of one hromada and day. */
export interface Count {
  readonly oblastCode: string;
  readonly hromadaCode: string;
  readonly day: Day;
  /** As a change to an earlier count, it may be negative. */
  readonly value: number;
}

/** A value that is released, or, in a revision, what is added to the value released before. */
export interface ReleasedCell extends Cell {
  readonly value: number;
}

/** What the releases of a year have in common. */
export interface ReleaseFrame {
  readonly country: Place;
  readonly year: PeriodNode;
  readonly levels: LevelRules;
  /** No amount below it may be known. */
  readonly fewest: number;
  /**
   * Of numbers that belong to incidents, such as orders: whether the incidents of a cell are shown. They are shown only
   * there, only of the country and of oblasts, and all by one period.
   */
  readonly areIncidentsShown?: (place: Place, at: PeriodNode) => boolean;
}

const OUTSIDE = '/outside';

/** The place of what is counted in an oblast that has hromadas, but in none of them. It is never shown. */
function outside(oblastCode: string): string {
  return `${oblastCode}${OUTSIDE}`;
}

/**
 * The country with the places of these hromadas. A city with special status is an oblast without parts: its hromada has the
 * code of the oblast.
 */
export function countryOf(hromadas: readonly Pick<Count, 'oblastCode' | 'hromadaCode'>[]): Place {
  const byOblast = Map.groupBy(hromadas, ({ oblastCode }) => oblastCode);
  const oblasts = [...byOblast].map(([code, all]): Place => {
    const codes = [...new Set(all.map(({ hromadaCode }) => hromadaCode))].toSorted();
    if (codes.every((each) => each === code)) return { code, level: 'oblast', parts: [] };
    const parts = codes.map((each) => (each === code ? outside(code) : each));
    return { code, level: 'oblast', parts: parts.map((part) => ({ code: part, level: 'hromada', parts: [] })) };
  });
  return { code: COUNTRY, level: 'country', parts: oblasts.toSorted((a, b) => (a.code < b.code ? -1 : 1)) };
}

/** Sums of counts, by place and period. Longer periods are added up from shorter ones: counts are many, periods few. */
export function sumsOf(counts: readonly Count[]): (place: Place, at: PeriodNode) => number {
  const days = new Map<string, Map<Day, number>>();
  for (const { oblastCode, hromadaCode, day, value } of counts) {
    const own = hromadaCode === oblastCode ? outside(oblastCode) : hromadaCode;
    for (const code of [COUNTRY, oblastCode, own]) add(days, code, day, value);
  }
  const month = sumUp(days, 'month');
  const quarter = sumUp(month, 'quarter');
  const byPeriod = { day: days, month, quarter, year: sumUp(quarter, 'year') };
  return ({ code }, { period, start }) => byPeriod[period].get(code)?.get(start) ?? 0;
}

function sumUp(shorter: ReadonlyMap<string, ReadonlyMap<Day, number>>, period: Period): Map<string, Map<Day, number>> {
  const sums = new Map<string, Map<Day, number>>();
  for (const [code, starts] of shorter) {
    for (const [start, value] of starts) add(sums, code, startOf(period, start), value);
  }
  return sums;
}

function add(sums: Map<string, Map<Day, number>>, code: string, start: Day, value: number): void {
  const ofPlace = sums.get(code) ?? new Map<Day, number>();
  if (ofPlace.size === 0) sums.set(code, ofPlace);
  ofPlace.set(start, (ofPlace.get(start) ?? 0) + value);
}

/**
 * The cells of the first releases of a year. `counts` are those of the closed months, as they were when each was closed: they
 * never change, so neither do cells that were released before.
 */
export function firstRelease(
  frame: ReleaseFrame,
  counts: readonly Count[],
  closedMonths: ReadonlySet<Day>,
): ReleasedCell[] {
  const sumOf = sumsOf(counts);
  const chosen = choosePublicationSet({
    ...frame,
    levels: frame.areIncidentsShown === undefined ? frame.levels : byOnePeriod(frame.levels, frame.levels.oblast.block),
    amount: (place, at) => amountOf(sumOf(place, at)),
    isClosed: (block) =>
      block.period === 'day' || periodsIn(block, 'month').every(({ start }) => closedMonths.has(start)),
    mayBeKnown: ({ change }, cell) => change >= frame.fewest && isNameable(cell) && isWithIncidents(frame, cell),
  });
  return withValues(chosen, sumOf);
}

/** What a revision knows. */
export interface Revision {
  /** What the releases so far include, whether they show it or not. */
  readonly included: readonly Count[];
  /** What was counted since, or is no longer counted. */
  readonly changes: readonly Count[];
  /** The value that is shown of a cell, or undefined. */
  readonly shownValue: (place: Place, at: PeriodNode) => number | undefined;
}

/**
 * The changes that a revision of a complete year shows. A change may be known if it is nothing, or of at least `fewest`, and
 * the figure is not below `fewest` then. Nothing at all is released, and the changes wait, unless that of the country
 * and year may be known.
 */
export function revise(frame: ReleaseFrame, { included, changes, shownValue }: Revision): ReleasedCell[] {
  const [before, changeOf] = [sumsOf(included), sumsOf(changes)];
  const { fewest, country, year } = frame;
  const mayBeKnown = (amount: Amount, cell?: Cell): boolean => {
    if (!mayChange(amount, fewest)) return false;
    if (cell === undefined) return true;
    if (!isWithIncidents(frame, cell)) return false;
    const shown = shownValue(cell.place, cell.at);
    return shown !== undefined && shown + amount.change >= fewest;
  };
  const chosen = choosePublicationSet({
    ...frame,
    levels: frame.areIncidentsShown === undefined ? wholeYears(frame.levels) : byOnePeriod(frame.levels, 'year'),
    amount: (place, at) => ({ change: changeOf(place, at), after: before(place, at) + changeOf(place, at) }),
    isClosed: () => true,
    mayBeKnown,
  });
  if (changeOf(country, year) === 0) return [];
  return withValues(chosen, changeOf);
}

/** Whether the change of an amount may be known. */
export function mayChange({ change, after }: Amount, fewest: number): boolean {
  return change === 0 || (Math.abs(change) >= fewest && after >= fewest);
}

/** A revision concerns a whole year at every level. */
function wholeYears(levels: LevelRules): LevelRules {
  const [country, oblast, hromada] = LEVELS.map((level) => ({ finest: levels[level].finest, block: 'year' as Period }));
  if (country === undefined || oblast === undefined || hromada === undefined) throw new Error('a level has no rule');
  return { country, oblast, hromada };
}

function withValues(chosen: PublicationSet, valueOf: (place: Place, at: PeriodNode) => number): ReleasedCell[] {
  return chosen.shown().map(({ place, at }) => ({ place, at, value: valueOf(place, at) }));
}

function amountOf(value: number): Amount {
  return { change: value, after: value };
}

/** One period for country and oblasts: two known numbers never overlap in part, so nothing follows about their parts. */
function byOnePeriod(levels: LevelRules, period: Period): LevelRules {
  const one = { finest: period, block: period };
  return { ...levels, country: one, oblast: one };
}

function isWithIncidents({ areIncidentsShown }: ReleaseFrame, cell?: Cell): boolean {
  if (cell === undefined || areIncidentsShown === undefined) return true;
  return cell.place.level !== 'hromada' && areIncidentsShown(cell.place, cell.at);
}

function isNameable(cell?: Cell): boolean {
  return cell === undefined || !cell.place.code.endsWith(OUTSIDE);
}
