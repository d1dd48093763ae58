import { inSnapshot, prepared, type Database, type EntityManager } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import {
  CHANNEL_COLUMNS,
  DURATION_ROWS,
  EVENT_ROWS,
  firstDay,
  quantileOf,
  type Channel,
  type Reach,
  type Responder,
} from '../incidents/module.ts';
import { Gazetteer, LEVELS, readListedUnits, readMergers, type Merger, type Unit } from '../territory/module.ts';
import { readDetails } from './details.store.ts';
import { readOblastSums } from './oblast-sums.store.ts';
import { readSurveys } from './surveys.store.ts';
import { DETAILS, type Figure, type FigureRequest } from './figure.ts';
import { CELL_COUNTS, type CellCount, type Measure } from './measure.ts';
import { findMeasure } from './measures.ts';
import { rolled } from './rolled.store.ts';
import type { DayRange } from './size.ts';
import { readCoverage } from './coverage.store.ts';
import { categoriesOffered, isAll, isOfEnoughCases, isOffered, reachNeeded } from './offered.ts';
import {
  COUNTING,
  GROUPS,
  keysReader,
  knownCells,
  rowsIn,
  scopeOf,
  WANTED,
  type GroupRow,
  type Scope,
  type WantedUnits,
} from './scope.store.ts';
import { wayOf } from './way.ts';

/**
 * The counted figures of a request, in no particular order. It checks nothing: unknown measures, codes, and dimensions
 * that a measure does not have yield no figures. The cost grows with the cells of the period, not with the incidents.
 */
export async function readFigures(tx: EntityManager, request: FigureRequest): Promise<Figure[]> {
  const { gazetteer, mergers } = await readPlaces(tx, request.knownOn);
  return readFiguresOf(tx, request, { units: gazetteer.unitsOf(request.territory), mergers });
}

/** What is known of places. */
export interface Places {
  readonly gazetteer: Gazetteer;
  readonly mergers: readonly Merger[];
}

/** @param knownOn without mergers that were recorded after this day; undefined: as known now. */
export async function readPlaces(tx: EntityManager, knownOn: Day | undefined): Promise<Places> {
  return { gazetteer: new Gazetteer(await readListedUnits(tx)), mergers: await readMergers(tx, knownOn) };
}

/** The same for territories that are already known. */
export async function readFiguresOf(tx: EntityManager, request: FigureRequest, wanted: WantedUnits): Promise<Figure[]> {
  const coverage = await readCoverage(tx, request, wanted, servedBy(request));
  const found: Figure[] = [];
  for (const { kind, scope, measures } of readingsOf(request, wanted)) {
    found.push(...(await READERS[kind](tx, scope, measures)));
  }
  return coverage === undefined ? found : found.map(coverage.cover).filter(isKnown);
}

/** Incidents without a death say nothing of deaths where not all is reported: then 0 is not known. */
function isKnown({ measure, value, coverage }: Figure): boolean {
  if (value !== 0 || coverage === undefined || coverage.completeness === 'complete') return true;
  return findMeasure(measure)?.kind !== 'count';
}

/** What is read at once. */
interface Readable {
  readonly kind: Measure['source']['kind'];
  readonly scope: Scope;
  readonly measures: readonly Measure[];
}

/** The measures that have all dimensions of a request. */
function servedBy({ measures, groupBy }: FigureRequest): Measure[] {
  return measures
    .flatMap((name) => findMeasure(name) ?? [])
    .filter(({ dimensions }) => groupBy.every((each) => dimensions.includes(each)));
}

/** Of each territory and measure only the categories that are published there (`incidents/openness.ts`). */
function readingsOf(request: FigureRequest, { units, mergers }: WantedUnits): Readable[] {
  const { groupBy, category } = request;
  const served = servedBy(request);
  return [...byReach(units, groupBy)].flatMap(([needed, some]) => {
    const shown = served.filter((measure) => some.every(({ level }) => isOffered(measure, level, groupBy)));
    const wantedOf = (measure: Measure) => {
      const offered = categoriesOffered(measure, needed);
      return category === undefined ? offered : offered.filter((each) => each === category);
    };
    const groups = Map.groupBy(shown, (measure) => [measure.source.kind, ...wantedOf(measure)].join(' '));
    return [...groups.values()].flatMap((measures): Readable[] => {
      const [first] = measures;
      if (first === undefined) return [];
      const categories = wantedOf(first);
      if (categories.length === 0) return [];
      const scope = scopeOf(request, { units: some, mergers }, isAll(categories) ? undefined : categories);
      return [{ kind: first.source.kind, scope, measures }];
    });
  });
}

/** Territories that are added up show what the smallest of them shows. */
function byReach(units: readonly Unit[], groupBy: FigureRequest['groupBy']): ReadonlyMap<Reach, readonly Unit[]> {
  const neededFor = ({ level }: Pick<Unit, 'level'>) => reachNeeded(level, groupBy);
  if (groupBy.includes('territory')) return Map.groupBy(units, neededFor);
  const lowest = LEVELS.findLast((level) => units.some((unit) => unit.level === level));
  return lowest === undefined ? new Map() : new Map([[neededFor({ level: lowest }), units]]);
}

/** The figures of an answer, all of one moment: what takes more than one statement is read in a snapshot. */
export function readFound(database: Database, request: FigureRequest, wanted: WantedUnits): Promise<Figure[]> {
  const read = async (tx: EntityManager) => (await readFiguresOf(tx, request, wanted)).filter(isOfEnoughCases);
  return takesOneStatement(request, wanted) ? read(database.em.fork()) : inSnapshot(database, read);
}

function takesOneStatement(request: FigureRequest, wanted: WantedUnits): boolean {
  const [first, ...more] = readingsOf(request, wanted);
  if (first === undefined) return true;
  const isOne = first.measures.length === 1 || ONE_STATEMENT.includes(first.kind);
  return more.length === 0 && isOne && !request.groupBy.includes('beat');
}

/** All measures of these kinds are read at once. */
const ONE_STATEMENT: readonly Measure['source']['kind'][] = ['cells', 'events', 'durations', 'surveys'];

type Reader = (tx: EntityManager, scope: Scope, measures: readonly Measure[]) => Promise<Figure[]>;

const READERS: Readonly<Record<Measure['source']['kind'], Reader>> = {
  cells: readCells,
  events: readEvents,
  durations: readDurations,
  cameras: readOblastSums,
  officers: readOblastSums,
  guarantee: readOblastSums,
  surveys: readSurveys,
};

/** The first and the last day with counted incidents, until a day. */
export async function countedDays(tx: EntityManager, until: Day): Promise<DayRange | undefined> {
  const from = await firstDay(tx);
  return from !== undefined && from <= until ? { from, to: until } : undefined;
}

const ROLLED_EVENTS = `(${rolled(EVENT_ROWS, ['category', 'measure', 'value'], 'measure = any($13::text[])')}) as counted`;
const ROLLED_DURATIONS = `(${rolled(
  DURATION_ROWS,
  ['category', 'measure', 'responder', 'bucket', 'value'],
  'measure = any($14::text[])',
)}) as counted`;

/** From days, or from sums of months and years where they are kept. */
function cells(counts: readonly CellCount[], isRolled: boolean): string {
  const columns = [...new Set<CellCount>(['incidents', ...counts])];
  return `
  select ${GROUPS}, ${counts.map((count) => `sum(${count})::float8 as ${count}`).join(', ')}
  from ${knownCells(columns, { isRolled })} ${COUNTING} group by 1, 2, 3 having sum(incidents) > 0`;
}

const statementsOf = (counts: readonly CellCount[]) => ({
  daily: prepared(cells(counts, false)),
  rolled: prepared(cells(counts, true)),
});
const ALL_CELLS = statementsOf(CELL_COUNTS);
/** Most requests are for one count: the sums of the others would be most of the work. */
const ONE_CELL = Object.fromEntries(CELL_COUNTS.map((count) => [count, statementsOf([count])])) as Readonly<
  Record<CellCount, typeof ALL_CELLS>
>;

type CellRow = GroupRow & Partial<Readonly<Record<CellCount, number>>>;

function cellsByChannel(isRolled: boolean): string {
  return `
  select ${GROUPS}, channel, sum(of_channel)::float8 as incidents
  from ${knownCells(['incidents', ...CHANNEL_COLUMNS], { isRolled })} ${COUNTING}
  cross join lateral (values
    ('phone_101', by_101), ('phone_102', by_102), ('phone_103', by_103), ('phone_104', by_104), ('phone_112', by_112),
    ('web', by_web), ('officer', by_officer), ('community_head', by_community_head), ('system', by_system),
    ('unknown', incidents - ${CHANNEL_COLUMNS.join(' - ')})) as channels (channel, of_channel)
  group by 1, 2, 3, 4 having sum(of_channel) > 0`;
}

const CELLS_BY_CHANNEL = { daily: prepared(cellsByChannel(false)), rolled: prepared(cellsByChannel(true)) };

interface ChannelRow extends GroupRow {
  readonly channel: Channel | 'unknown';
  readonly incidents: number;
}

async function readCells(tx: EntityManager, scope: Scope, measures: readonly Measure[]): Promise<Figure[]> {
  const { request, values } = scope;
  if (DETAILS.some((detail) => request.groupBy.includes(detail))) return readDetails(tx, scope, measures);
  const keysOf = keysReader(request);
  if (request.groupBy.includes('channel')) {
    const found = await rowsIn<ChannelRow>(tx, CELLS_BY_CHANNEL[wayOf(request, 'cells')], scope, values);
    return found.map((row) => ({
      ...keysOf(row),
      channel: row.channel,
      measure: 'incidents',
      value: row.incidents,
    }));
  }
  const counts = measures.flatMap(({ source }) => (source.kind === 'cells' ? [source.count] : []));
  const [count] = counts;
  const statements = count !== undefined && counts.length === 1 ? ONE_CELL[count] : ALL_CELLS;
  const found = await rowsIn<CellRow>(tx, statements[wayOf(request, 'cells')], scope, values);
  return found.flatMap((row) =>
    measures.flatMap(({ name, source }) => {
      const value = source.kind === 'cells' ? row[source.count] : undefined;
      return value === undefined ? [] : [{ ...keysOf(row), measure: name, value }];
    }),
  );
}

function events(isRolled: boolean): string {
  return `
  select ${GROUPS}, measure, sum(value)::float8 as value
  from ${isRolled ? ROLLED_EVENTS : `${EVENT_ROWS.daily} as counted`} ${COUNTING}
  ${isRolled ? '' : `where ${WANTED} and measure = any($13::text[]) and ($9::date is null or known_on <= $9::date)`}
  group by 1, 2, 3, 4 having sum(value) > 0`;
}

const EVENTS = { daily: prepared(events(false)), rolled: prepared(events(true)) };

interface EventRow extends GroupRow {
  readonly measure: string;
  readonly value: number;
}

async function readEvents(tx: EntityManager, scope: Scope, measures: readonly Measure[]) {
  const { request, values } = scope;
  const names = measures.map(({ name }) => name);
  const found = await rowsIn<EventRow>(tx, EVENTS[wayOf(request, 'events')], scope, [...values, names]);
  const keysOf = keysReader(request);
  return found.map((row) => ({ ...keysOf(row), measure: row.measure, value: row.value }));
}

function durations(isRolled: boolean): string {
  return `
  select ${GROUPS}, case when $13::boolean then responder end as responder, measure, bucket,
    sum(value)::float8 as responses
  from ${isRolled ? ROLLED_DURATIONS : `${DURATION_ROWS.daily} as counted`} ${COUNTING}
  ${isRolled ? '' : `where ${WANTED} and measure = any($14::text[]) and ($9::date is null or known_on <= $9::date)`}
  group by 1, 2, 3, 4, 5, 6 having sum(value) > 0`;
}

const DURATIONS = { daily: prepared(durations(false)), rolled: prepared(durations(true)) };

interface BucketRow extends GroupRow {
  readonly responder: Responder | '' | null;
  readonly measure: string;
  readonly bucket: number;
  readonly responses: number;
}

async function readDurations(tx: EntityManager, scope: Scope, measures: readonly Measure[]) {
  const { request, values } = scope;
  const wanted = [...new Set(measures.flatMap(({ source }) => (source.kind === 'durations' ? [source.measure] : [])))];
  const found = await rowsIn<BucketRow>(tx, DURATIONS[wayOf(request, 'durations')], scope, [
    ...values,
    request.groupBy.includes('responder'),
    wanted,
  ]);
  const keysOf = keysReader(request);
  const groups = Map.groupBy(found, ({ territory, period, category, responder, measure }) =>
    [territory, period, category, responder, measure].join(' '),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const keys = { ...keysOf(first), ...(first.responder !== null && { responder: first.responder }) };
    const base = group.reduce((sum, { responses }) => sum + responses, 0);
    return measures.flatMap(({ name, source }) => {
      if (source.kind !== 'durations' || source.measure !== first.measure) return [];
      const milliseconds = quantileOf(group, source.quantile);
      if (milliseconds === undefined) return [];
      return [{ ...keys, measure: name, value: milliseconds / 1_000, base }];
    });
  });
}
