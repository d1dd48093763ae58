import { prepared, rows, type Database, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { MIN_DAYS, MIN_UNUSUAL } from '@safe-community/statistics-math';
import { CELL_ROWS, OF_COUNTRY, type Category } from '../incidents/module.ts';
import { HISTORY_DAYS, type Anomaly } from './anomaly.ts';

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
     found_at timestamptz not null
   )`,
  // Needed by listAnomalies (anomalies.store.ts).
  'create index anomaly_by_day on anomaly (day desc, chance, anomaly_id)',
  // Replicas do not check a day twice.
  `create table anomaly_day (
     day date primary key,
     series integer not null,
     checked_at timestamptz not null,
     -- What the check knew, so that the day is checked again when much more is known: the first counted day, and how many
     -- incidents were counted (readKnown).
     history_from date not null,
     known_incidents bigint[] not null
   )`,
];

const COLUMNS = [
  'anomaly_id',
  'day',
  'territory_code',
  'oblast_code',
  'category',
  'incidents',
  'expected',
  'chance',
  'found_at',
];

export const ANOMALY_RIGHTS: Rights = {
  anomaly: { insert: true, reader: { columns: COLUMNS } },
  anomaly_day: {
    insert: true,
    update: ['series', 'history_from', 'known_incidents'],
    reader: { columns: ['day', 'series', 'checked_at', 'history_from', 'known_incidents'] },
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

/** What is counted before a day is checked. */
export interface KnownDay {
  readonly day: Day;
  /** Of the country: those of the years that a check looks at, and those of the day. */
  readonly incidents: readonly string[];
}

/** A day that is checked. */
export interface CheckedDay extends KnownDay {
  /** How many series share the rate of false alarms. */
  readonly series: number;
  /** The first counted day; undefined if nothing is counted. */
  readonly historyFrom: Day | undefined;
  readonly at: Date;
}

/** False if another replica has checked the day, or if it was checked when not much less was known. */
export async function markChecked(
  tx: EntityManager,
  { day, series, historyFrom, at, incidents }: CheckedDay,
): Promise<boolean> {
  const values = [day, series, at, historyFrom ?? 'infinity', MIN_DAYS, incidents];
  return (await rows(tx, MARK, values)).length > 0;
}

/** By at least half: so much comes by imports, not by late reports. With fewer incidents, no day can be unusual. */
const hasGrown = (before: string, after: string) => `exists (
  select from unnest(${before}, ${after}) as counted (before, after)
  where after >= ${MIN_UNUSUAL} and after >= 1.5 * before)`;

const MARK = prepared(`
  insert into anomaly_day as stored (day, series, checked_at, history_from, known_incidents)
  values ($1, $2, $3, $4, $6::bigint[])
  on conflict (day) do update set series = excluded.series, history_from = excluded.history_from,
    known_incidents = excluded.known_incidents
  where (stored.history_from > stored.day - $5::int and excluded.history_from <= stored.day - $5::int)
    or ${hasGrown('stored.known_incidents', 'excluded.known_incidents')}
  returning 1`);

interface Days {
  readonly first: Day;
  readonly last: Day;
}

export function readKnown(tx: EntityManager, { first, last }: Days): Promise<KnownDay[]> {
  return rows<KnownDay>(tx, KNOWN, [first, last, HISTORY_DAYS]);
}

/** $3 days before each of the days from $1 to $2, and the day itself. */
const KNOWN_DAYS = `
  select day, array[sum(incidents) over years, incidents]::bigint[] as incidents
  from (
    select each_day::date as day, coalesce(sum(incidents), 0) as incidents
    from generate_series($1::date - $3::int, $2::date, '1 day') as each_day
    left join ${CELL_ROWS.daily} as cell on day = each_day::date and ${OF_COUNTRY}
      and day between $1::date - $3::int and $2::date
    group by each_day
  ) as each
  window years as (order by day rows between $3::int preceding and current row)`;

const KNOWN = prepared(`
  select day::text as day, incidents::text[] as incidents from (${KNOWN_DAYS}) as known where day >= $1::date order by day`);

/** The last ones of these days that nobody has checked with enough history, or not with most of what is known now. */
export async function readUnchecked(tx: EntityManager, { first, last }: Days, most: number): Promise<Day[]> {
  const found = await rows<{ day: Day }>(tx, UNCHECKED, [first, last, HISTORY_DAYS, MIN_DAYS, most]);
  return found.map(({ day }) => day);
}

const UNCHECKED = prepared(`
  select day::text as day from (${KNOWN_DAYS}) as known
  where day >= $1::date and not exists (
    select from anomaly_day as checked
    where checked.day = known.day and history_from <= known.day - $4::int
      and not ${hasGrown('known_incidents', 'incidents')})
  order by known.day desc limit $5`);

/** How many incidents are counted until a day: it changes while an import goes on. */
export async function countIncidentsUntil(tx: EntityManager, day: Day): Promise<string> {
  const [found] = await rows<{ incidents: string | null }>(tx, COUNTED, [day]);
  return found?.incidents ?? '0';
}

const COUNTED = prepared(`
  select sum(incidents)::text as incidents from ${CELL_ROWS.daily} as cell where ${OF_COUNTRY} and day <= $1::date`);

/** Those that an earlier check of their day has not found. */
export async function saveAnomalies(tx: EntityManager, anomalies: readonly Anomaly[], at: Date): Promise<Anomaly[]> {
  if (anomalies.length === 0) return [];
  const saved = await rows<{ id: string }>(tx, SAVE, [
    anomalies.map(({ anomalyId }) => anomalyId),
    anomalies.map(({ day }) => day),
    anomalies.map(({ territoryCode }) => territoryCode),
    anomalies.map(({ oblastCode }) => oblastCode),
    anomalies.map(({ category = null }) => category),
    anomalies.map(({ incidents }) => incidents),
    anomalies.map(({ expected }) => expected),
    anomalies.map(({ chance }) => chance),
    at,
  ]);
  const ids = new Set(saved.map(({ id }) => id));
  return anomalies.filter(({ anomalyId }) => ids.has(anomalyId));
}

// The check of a day has locked its row of anomaly_day.
const SAVE = prepared(`
  insert into anomaly (${COLUMNS.join(', ')})
  select *, $9::timestamptz from unnest($1::uuid[], $2::date[], $3::text[], $4::text[], $5::text[], $6::bigint[],
    $7::float8[], $8::float8[])
    as found (anomaly_id, day, territory_code, oblast_code, category, incidents, expected, chance)
  where not exists (
    select from anomaly as former
    where former.day = found.day and former.territory_code = found.territory_code
      and former.category is not distinct from found.category)
  returning anomaly_id as id`);

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
    category, incidents, expected, chance, found_at as "foundAt"
  from anomaly
  where day between $1::date and $2::date and $3::text in ('', territory_code, oblast_code)
    and ($4::text is null or category = $4)
    and ($9::date is null or (found_at at time zone 'Europe/Kyiv')::date <= $9::date)
    and ($5::date is null or day < $5 or (day = $5 and (chance, anomaly_id) > ($6::float8, $7::uuid)))
  order by day desc, chance, anomaly_id
  limit $8`);
