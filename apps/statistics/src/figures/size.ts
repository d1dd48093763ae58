import { addDays, unless, type Day, type Violation } from '@safe-community/domain-kit';
import { firstDayOf, lastDayOf, PERIODS, smallerIn, type Dimension, type Period } from './figure.ts';

/** Figures of one answer, those that are left out included. */
const MAX_FIGURES = 100_000;

/** How many groups a request may have, at most. */
export interface Sizes {
  readonly measures: number;
  readonly territories: number;
  readonly categories: number;
  readonly channels: number;
  readonly responders: number;
  /** All smaller places of the territories, and for each of these one that is not known. 0: not grouped by them. */
  readonly places: number;
  readonly attributes: number;
}

export interface Grouped {
  readonly from: Day;
  readonly to: Day;
  readonly groupBy: readonly Dimension[];
}

/** The violation of a request for too many figures. */
export function checkSize(request: Grouped, sizes: Sizes): Violation[] {
  const factors = factorsOf(request, sizes);
  const size = factors.reduce((product, [, count]) => product * count, 1);
  const parts = factors.map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(' × ');
  const [most, asked] = [MAX_FIGURES.toLocaleString('en'), size.toLocaleString('en')];
  return unless(
    size <= MAX_FIGURES,
    'selection.group_by',
    `must lead to at most ${most} figures, not ${asked} (${parts}); ExportFigures has no bound`,
  );
}

/**
 * How many figures an export has for one part of the calendar, and for one territory if it is grouped by them, at most or
 * about as many. They are in memory together.
 */
export function figuresAtOnce({ groupBy }: Grouped, sizes: Sizes): number {
  const { measures, territories, categories, channels, responders, places, attributes } = sizes;
  const placesEach = groupBy.includes('territory') ? Math.ceil(places / Math.max(1, territories)) : places;
  return [
    groupBy.includes('category') ? categories : 1,
    groupBy.includes('channel') ? channels : 1,
    groupBy.includes('responder') ? responders : 1,
    groupBy.includes('attribute') ? attributes : 1,
    Math.max(1, placesEach),
  ].reduce((product, count) => product * count, measures);
}

/** The violation of an export that cannot be read in parts of a bounded size, so that memory would not stay flat. */
export function checkPortion(request: Grouped, sizes: Sizes): Violation[] {
  const size = figuresAtOnce(request, sizes);
  const [most, asked] = [MAX_FIGURES.toLocaleString('en'), size.toLocaleString('en')];
  const [what, how] = request.groupBy.includes('territory')
    ? ['of a territory and period', 'name fewer measures']
    : ['of a period', 'group by TERRITORY'];
  return unless(
    size <= MAX_FIGURES,
    'selection.group_by',
    `must lead to at most ${most} figures ${what}, which are read at once, not ${asked}: ${how}`,
  );
}

/** Counters of a place and day that one answer reads. */
const MAX_READ = 2_000_000;

/** What an answer reads at most, however few figures it has. */
export interface Reading {
  readonly places: number;
  readonly days: number;
}

/** The violation of a request that reads too much. */
export function checkReading({ places, days }: Reading): Violation[] {
  const [most, asked, ofPlaces, ofDays] = [MAX_READ, places * days, places, days].map((n) => n.toLocaleString('en'));
  return unless(
    places * days <= MAX_READ,
    'selection.last_day',
    `must lead to reading at most ${most} days of places, not ${asked} (${ofPlaces} places × ${ofDays} days); sums of months serve figures by month, quarter, year, or none of them`,
  );
}

function factorsOf({ from, to, groupBy }: Grouped, sizes: Sizes): (readonly [string, number])[] {
  const period = periodIn(groupBy);
  const smaller = smallerIn(groupBy)?.replace('_', ' ');
  const by = (dimension: Dimension, name: string, count: number) =>
    groupBy.includes(dimension) ? ([[name, count]] as const) : [];
  return [
    ['measures', sizes.measures],
    // Each smaller place lies in one territory.
    ...(smaller === undefined
      ? by('territory', 'territories', sizes.territories)
      : ([[`${smaller}s`, sizes.places]] as const)),
    ...(period === undefined ? [] : ([[`${period}s`, partsOf(period, from, to).length]] as const)),
    ...by('category', 'categories', sizes.categories),
    ...by('channel', 'channels', sizes.channels),
    ...by('responder', 'responders', sizes.responders),
    ...by('attribute', 'values of attributes', sizes.attributes),
  ];
}

export function periodIn(groupBy: readonly Dimension[]): Period | undefined {
  return PERIODS.find((period) => groupBy.includes(period));
}

/** A part of the calendar, cut to a period. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** The parts of the calendar from one day to another, the first and the last one cut. */
export function partsOf(period: Period, from: Day, to: Day): DayRange[] {
  const parts: DayRange[] = [];
  for (let first = from; first <= to;) {
    const last = lastDayOf(period, firstDayOf(period, first));
    parts.push({ from: first, to: last > to ? to : last });
    first = addDays(last, 1);
  }
  return parts;
}
