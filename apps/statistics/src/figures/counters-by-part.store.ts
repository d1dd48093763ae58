import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import { CELL_ROWS, CHANNELS, DURATION_ROWS, EVENT_ROWS } from '../incidents/module.ts';
import { DETAILS, firstDayOf, type FigureRequest } from './figure.ts';
import type { Measure } from './measure.ts';
import { scopeOf, wantedFrom, type WantedUnits } from './scope.store.ts';
import { periodIn, type DayRange } from './size.ts';

const COUNTED: readonly Measure['source']['kind'][] = ['cells', 'events', 'durations'];

/**
 * How many figures each part of the calendar has, at most, by the counters that are stored of it: most territories have
 * none on most days. Undefined where this is not known.
 */
export async function countersByPart(
  tx: EntityManager,
  request: FigureRequest,
  wanted: WantedUnits,
  measures: readonly Measure[],
): Promise<((range: DayRange) => number) | undefined> {
  const { from, to, category, knownOn = null, groupBy } = request;
  const period = periodIn(groupBy);
  // Longer parts are few, and their sums are kept.
  const isShort = period === 'day' || period === 'week';
  const isKnown = measures.every(({ source }) => COUNTED.includes(source.kind));
  const hasDetails = DETAILS.some((detail) => groupBy.includes(detail));
  if (!isShort || !isKnown || hasDetails) return undefined;
  const { codes } = scopeOf(request, wanted);
  const found = await rows<{ first: Day; figures: number }>(tx, COUNTERS, [
    codes,
    from,
    to,
    category === undefined ? null : [category],
    knownOn,
    period,
    ...figuresOf(measures, groupBy.includes('channel')),
  ]);
  const figures = new Map(found.map((part) => [part.first, part.figures]));
  return (range) => figures.get(firstDayOf(period, range.from)) ?? 0;
}

/** How many figures follow from a counter of cells, of which events, and from a counter of which durations. */
function figuresOf(measures: readonly Measure[], isByChannel: boolean): readonly unknown[] {
  const ofCells = measures.filter(({ source }) => source.kind === 'cells').length;
  const events = measures.filter(({ source }) => source.kind === 'events').map(({ name }) => name);
  const durations = measures.flatMap(({ source }) => (source.kind === 'durations' ? [source.measure] : []));
  // And one for the channels that are not known.
  return [ofCells * (isByChannel ? CHANNELS.length + 1 : 1), events, [...new Set(durations)], durations.length];
}

const WANTED = wantedFrom(1);

const COUNTERS = prepared(`
  select date_trunc($6::text, day)::date::text as first, sum(figures)::float8 as figures
  from (
    select day, $7::int as figures from ${CELL_ROWS.daily} as cell where $7::int > 0 and ${WANTED}
    union all
    select day, 1 from ${EVENT_ROWS.daily} as event where measure = any($8::text[]) and ${WANTED}
    union all
    select day, $10::int from ${DURATION_ROWS.daily} as duration where measure = any($9::text[]) and ${WANTED}
  ) as counter
  group by 1`);
