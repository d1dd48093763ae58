import { prepared, rows, type Database, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { LEAST_DAYS } from '@safe-community/statistics-math';
import { NOT_SENSITIVE, OF_COUNTRY, type Category } from '../incidents/module.ts';
import type { Anomaly } from './anomaly.ts';

export const ANOMALY_TABLES: readonly string[] = [
  `create table anomaly (
     anomaly_id uuid primary key,
     day date not null,
     territory_code text not null,
     oblast_code text not null,
     -- null: all that are not sensitive
     category text,
     incidents bigint not null,
     expected double precision not null,
     chance double precision not null,
     demonstration boolean not null,
     found_at timestamptz not null
   )`,
  // Needed by listAnomalies (anomalies.store.ts).
  'create index anomaly_by_day on anomaly (day desc, chance, anomaly_id)',
  // Replicas do not check a day twice.
  `create table anomaly_day (
     day date primary key,
     series integer not null,
     checked_at timestamptz not null
   )`,
];

/**
 * The first counted day when a day was checked, so that the day is checked again once two years of history before it are
 * known. Null: checked by an earlier version, and not again.
 */
export const HISTORY_COLUMN: readonly string[] = ['alter table anomaly_day add column history_from date'];

const COLUMNS = [
  'anomaly_id',
  'day',
  'territory_code',
  'oblast_code',
  'category',
  'incidents',
  'expected',
  'chance',
  'demonstration',
  'found_at',
];

export const ANOMALY_RIGHTS: Rights = {
  anomaly: { insert: true, reader: { columns: COLUMNS } },
  anomaly_day: {
    insert: true,
    update: ['series', 'history_from'],
    reader: { columns: ['day', 'series', 'checked_at', 'history_from'] },
  },
};

/** The last day that was checked by the end of a day; by now if it is undefined. */
export async function readCheckedUntil(tx: EntityManager, knownOn?: Day): Promise<Day | undefined> {
  const [row] = await rows<{ day: Day | null }>(tx, CHECKED_UNTIL, [knownOn ?? null]);
  return row?.day ?? undefined;
}

const CHECKED_UNTIL = prepared(`
  select max(day)::text as day from anomaly_day
  where $1::date is null or (checked_at at time zone 'Europe/Kyiv')::date <= $1::date`);

/** A day that is checked. */
export interface CheckedDay {
  readonly day: Day;
  /** How many series share the rate of false alarms. */
  readonly series: number;
  /** The first counted day; undefined if nothing is counted. */
  readonly historyFrom: Day | undefined;
  readonly at: Date;
}

/** False if another replica has checked the day, or if it was checked with as much history as a baseline needs. */
export async function markChecked(tx: EntityManager, { day, series, historyFrom, at }: CheckedDay): Promise<boolean> {
  const values = [day, series, at, historyFrom ?? 'infinity', LEAST_DAYS];
  return (await rows(tx, MARK, values)).length > 0;
}

const MARK = prepared(`
  insert into anomaly_day as stored (day, series, checked_at, history_from) values ($1, $2, $3, $4)
  on conflict (day) do update set series = excluded.series, history_from = excluded.history_from
  where stored.history_from > stored.day - $5::int and excluded.history_from <= stored.day - $5::int
  returning 1`);

/** The last ones of these days that nobody has checked with enough history. */
export async function readUnchecked(
  tx: EntityManager,
  { first, last }: { readonly first: Day; readonly last: Day },
  most: number,
): Promise<Day[]> {
  const found = await rows<{ day: Day }>(tx, UNCHECKED, [first, last, LEAST_DAYS, most]);
  return found.map(({ day }) => day);
}

const UNCHECKED = prepared(`
  select each_day::date::text as day from generate_series($1::date, $2::date, '1 day') as each_day
  where not exists (
    select from anomaly_day
    where day = each_day::date and coalesce(history_from, '-infinity') <= each_day::date - $3::int)
  order by each_day desc limit $4`);

/** How many incidents are counted until a day: it changes while an import goes on. */
export async function countIncidentsUntil(tx: EntityManager, day: Day): Promise<string> {
  const [found] = await rows<{ incidents: string | null }>(tx, COUNTED, [day]);
  return found?.incidents ?? '0';
}

const COUNTED = prepared(`
  select sum(incidents)::text as incidents from incident_count where ${OF_COUNTRY} and day <= $1::date and ${NOT_SENSITIVE}`);

export async function saveAnomalies(tx: EntityManager, anomalies: readonly Anomaly[], at: Date): Promise<void> {
  if (anomalies.length === 0) return;
  await rows(tx, SAVE, [
    anomalies.map(({ anomalyId }) => anomalyId),
    anomalies.map(({ day }) => day),
    anomalies.map(({ territoryCode }) => territoryCode),
    anomalies.map(({ oblastCode }) => oblastCode),
    anomalies.map(({ category = null }) => category),
    anomalies.map(({ incidents }) => incidents),
    anomalies.map(({ expected }) => expected),
    anomalies.map(({ chance }) => chance),
    anomalies.map(({ demonstration }) => demonstration),
    at,
  ]);
}

const SAVE = prepared(`
  insert into anomaly (${COLUMNS.join(', ')})
  select *, $10::timestamptz from unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::bigint[],
    $7::float8[], $8::float8[], $9::boolean[])`);

export interface AnomalyFilter {
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Of an oblast, with its hromadas; empty for all. */
  readonly territoryCode: string;
  readonly category: Category | undefined;
  /** Found by the end of this day; undefined: by now. */
  readonly knownOn: Day | undefined;
}

/** Where a page of the list begins: after this anomaly. */
export interface AnomalyPlace {
  readonly day: Day;
  readonly chance: number;
  readonly anomalyId: string;
}

export interface ListedAnomaly extends Anomaly {
  readonly foundAt: Date;
}

/** The latest day first; on a day, the least likely first. */
export async function listAnomalies(
  database: Database,
  { firstDay, lastDay, territoryCode, category, knownOn }: AnomalyFilter,
  after: AnomalyPlace | undefined,
  most: number,
): Promise<ListedAnomaly[]> {
  const place = [after?.day ?? null, after?.chance ?? null, after?.anomalyId ?? null];
  const values = [firstDay, lastDay, territoryCode, category ?? null, ...place, most, knownOn ?? null];
  const found = await rows<AnomalyRow>(database.em.fork(), LIST, values);
  return found.map(({ incidents, category: named, foundAt, ...anomaly }) => ({
    ...anomaly,
    incidents: Number(incidents),
    category: named ?? undefined,
    foundAt: new Date(foundAt),
  }));
}

interface AnomalyRow extends Omit<ListedAnomaly, 'incidents' | 'category' | 'foundAt'> {
  readonly incidents: string;
  readonly category: Category | null;
  readonly foundAt: string;
}

const LIST = prepared(`
  select anomaly_id as "anomalyId", day::text as day, territory_code as "territoryCode", oblast_code as "oblastCode",
    category, incidents, expected, chance, demonstration, found_at as "foundAt"
  from anomaly
  where day between $1::date and $2::date and $3::text in ('', territory_code, oblast_code)
    and ($4::text is null or category = $4)
    and ($9::date is null or (found_at at time zone 'Europe/Kyiv')::date <= $9::date)
    and ($5::date is null or day < $5 or (day = $5 and (chance, anomaly_id) > ($6::float8, $7::uuid)))
  order by day desc, chance, anomaly_id
  limit $8`);
