import { prepared, rows, type Database, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
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
  anomaly_day: { insert: true, reader: { columns: ['day', 'series', 'checked_at'] } },
};

/** The last day that was checked. */
export async function readCheckedUntil(tx: EntityManager): Promise<Day | undefined> {
  const [row] = await rows<{ day: Day | null }>(tx, 'select max(day)::text as day from anomaly_day');
  return row?.day ?? undefined;
}

/** False if another replica has checked the day. */
export async function markChecked(tx: EntityManager, day: Day, series: number, at: Date): Promise<boolean> {
  const marked = await rows(
    tx,
    'insert into anomaly_day (day, series, checked_at) values ($1, $2, $3) on conflict do nothing returning 1',
    [day, series, at],
  );
  return marked.length > 0;
}

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
  { firstDay, lastDay, territoryCode, category }: AnomalyFilter,
  after: AnomalyPlace | undefined,
  most: number,
): Promise<ListedAnomaly[]> {
  const place = [after?.day ?? null, after?.chance ?? null, after?.anomalyId ?? null];
  const values = [firstDay, lastDay, territoryCode, category ?? null, ...place, most];
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
    and ($5::date is null or day < $5 or (day = $5 and (chance, anomaly_id) > ($6::float8, $7::uuid)))
  order by day desc, chance, anomaly_id
  limit $8`);
