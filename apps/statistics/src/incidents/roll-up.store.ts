import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import { addDays, type Day } from '@safe-community/domain-kit';

const SPANS = ['month', 'year'] as const;
type Span = (typeof SPANS)[number];

const COUNTS = [
  'incidents',
  'killed',
  'injured',
  'defenders_killed',
  'defenders_injured',
  'children_killed',
  'children_injured',
  'outcomes_open',
  ...['101', '102', '103', '104', '112', 'web', 'officer', 'community_head', 'system'].map((each) => `by_${each}`),
];

const KEY = 'span text not null, start date not null, territory_code text not null';

export const ROLL_UP_TABLES: readonly string[] = [
  // Months and years whose sums are kept. Readers use the days of all others.
  `create table rolled_period (
     span text not null check (span in ('month', 'year')),
     start date not null,
     checked_at timestamptz not null,
     primary key (span, start)
   )`,
  // The sums of incident_count, event_count, and duration_count in these months and years, as known now.
  `create table rolled_incident_count (
     ${KEY},
     category text not null,
     ${COUNTS.map((count) => `${count} bigint not null`).join(', ')},
     primary key (span, start, territory_code, category)
   )`,
  `create table rolled_event_count (
     ${KEY},
     measure text not null,
     category text not null,
     value bigint not null,
     primary key (span, start, measure, territory_code, category)
   )`,
  `create table rolled_duration_count (
     ${KEY},
     measure text not null,
     category text not null,
     responder text not null,
     bucket smallint not null,
     value bigint not null,
     primary key (span, start, measure, territory_code, category, responder, bucket)
   )`,
];

interface RolledTable {
  readonly rolled: string;
  readonly daily: string;
  /** Besides span, start, and territory. */
  readonly keys: readonly string[];
  readonly counts: readonly string[];
}

const CELLS: RolledTable = {
  rolled: 'rolled_incident_count',
  daily: 'incident_count',
  keys: ['category'],
  counts: COUNTS,
};
const EVENTS: RolledTable = {
  rolled: 'rolled_event_count',
  daily: 'event_count',
  keys: ['measure', 'category'],
  counts: ['value'],
};
const DURATIONS: RolledTable = {
  rolled: 'rolled_duration_count',
  daily: 'duration_count',
  keys: ['measure', 'category', 'responder', 'bucket'],
  counts: ['value'],
};
const TABLES = [CELLS, EVENTS, DURATIONS];

export const ROLL_UP_RIGHTS: Rights = {
  rolled_period: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['checked_at'],
    delete: true,
    reader: { columns: ['span', 'start'] },
  },
  ...Object.fromEntries(
    TABLES.map(({ rolled, counts }) => [
      rolled,
      { rebuiltFrom: 'incidents', insert: true, update: counts, delete: true },
    ]),
  ),
};

// Unique among the advisory locks of the database.
const ROLL_UP_LOCK = 20_261_129;

/** Taken before what is late is added, and held until the commit: no sum is made meanwhile. */
const HOLD: Step = { statement: prepared(`select pg_advisory_xact_lock_shared(${ROLL_UP_LOCK})`), values: [] };

/** Periods that end later are not rolled up, by the clock of the job. */
const SETTLING_DAYS = 5;
/** Days that cannot lie in a rolled period, also if the clocks of two replicas differ by days. */
const OPEN_DAYS = 2;

/** The growths whose day may lie in a period that is rolled up. */
export function mayBeRolled<Growth extends { readonly day: Day }>(growths: readonly Growth[], today: Day): Growth[] {
  const open = addDays(today, -OPEN_DAYS);
  return growths.filter(({ day }) => day < open);
}

/** What is added to days of rolled periods is added to their sums, in the same transaction. */
export function growRolled(statement: Step['statement'], values: readonly unknown[]): Step[] {
  return [HOLD, { statement, values: [...values] }];
}

/** @param grown SQL with the columns of the daily table, without those that are not kept. */
function growing({ rolled, keys, counts }: RolledTable, grown: string) {
  const key = ['span', 'start', 'territory_code', ...keys];
  return prepared(`
    insert into ${rolled} (${[...key, ...counts].join(', ')})
    select ${key.join(', ')}, ${counts.map((count) => `sum(${count})`).join(', ')}
    from (${grown}) as grown join rolled_period on start = date_trunc(span, day)::date
    group by ${key.join(', ')}
    on conflict (${key.join(', ')})
    do update set ${counts.map((count) => `${count} = ${rolled}.${count} + excluded.${count}`).join(', ')}`);
}

/** @param arrays the parameters of the statement that adds to the days, as an `unnest`. */
export const growingCells = (arrays: string, columns: readonly string[]) =>
  growing(CELLS, `select * from unnest(${arrays}) as each (territory_code, day, category, ${columns.join(', ')})`);
export const growingEvents = (arrays: string) =>
  growing(EVENTS, `select * from unnest(${arrays}) as each (measure, territory_code, day, category, known_on, value)`);
export const growingDurations = (arrays: string) =>
  growing(
    DURATIONS,
    `select * from unnest(${arrays})
       as each (measure, territory_code, day, category, known_on, value, responder, bucket)`,
  );

/** A rebuild replaces the sums by none. It keeps others from being made until it commits. */
export async function holdRollUps(tx: EntityManager): Promise<void> {
  await rows(tx, `select pg_advisory_xact_lock_shared(${ROLL_UP_LOCK})`);
}

export interface RolledPeriod {
  readonly span: Span;
  readonly start: Day;
}

/** The periods that are over and settled and not rolled up, the earliest first, and a year after its months. */
export function duePeriods(tx: EntityManager, today: Day): Promise<RolledPeriod[]> {
  return rows<RolledPeriod>(tx, DUE, [addDays(today, -SETTLING_DAYS)]);
}

const DUE = `
  with counted as (select date_trunc('year', min(day)) as first from incident_count where territory_code = 'UA')
  select span, start::date::text as start from counted
  cross join (values ('month'), ('year')) as spans (span)
  cross join lateral generate_series(first, $1::date, ('1 ' || span)::interval) as start
  where (start + ('1 ' || span)::interval)::date <= $1::date
    and not exists (select from rolled_period as known where known.span = spans.span and known.start = start::date)
  order by (start + ('1 ' || span)::interval)::date, span`;

/** Sums a period up, unless another replica has, or a month of the year was forgotten since. False if events are being added to earlier days: try again later. */
export async function rollUp(tx: EntityManager, { span, start }: RolledPeriod): Promise<boolean> {
  if (!(await lockRollUps(tx))) return false;
  const isOurs = await rows(tx, MARK, [span, start]);
  if (isOurs.length === 0) return true;
  for (const table of TABLES) {
    await rows(tx, `delete from ${table.rolled} where span = $1 and start = $2::date`, [span, start]);
    await rows(tx, `insert into ${table.rolled} (${columnsOf(table)}) ${summed(table, span)}`, [span, start]);
  }
  return true;
}

const MARK = `
  insert into rolled_period (span, start, checked_at)
  select $1::text, $2::date, now()
  where $1 = 'month' or 12 = (
    select count(*) from rolled_period where span = 'month' and start >= $2::date and start < $2::date + interval '1 year')
  on conflict do nothing returning span`;

async function lockRollUps(tx: EntityManager): Promise<boolean> {
  const [lock] = await rows<{ locked: boolean }>(tx, `select pg_try_advisory_xact_lock(${ROLL_UP_LOCK}) as locked`);
  return lock?.locked === true;
}

function columnsOf({ keys, counts }: RolledTable): string {
  return ['span', 'start', 'territory_code', ...keys, ...counts].join(', ');
}

/** A year is the sum of its months: all of them are rolled up before it. */
function summed({ daily, rolled, keys, counts }: RolledTable, span: Span): string {
  const [source, day, where] = span === 'month' ? [daily, 'day', ''] : [rolled, 'start', "span = 'month' and"];
  return `
    select $1::text, $2::date, territory_code, ${[...keys, ...counts.map((count) => `sum(${count})`)].join(', ')} from ${source}
    where ${where} ${day} >= $2::date and ${day} < ($2::date + ('1 ' || $1::text)::interval)::date
    group by territory_code, ${keys.join(', ')}`;
}

/** The rolled period that was checked longest ago, before this time. */
export async function uncheckedSince(tx: EntityManager, time: Date): Promise<RolledPeriod | undefined> {
  const [found] = await rows<RolledPeriod>(tx, UNCHECKED, [time]);
  return found;
}

const UNCHECKED = `
  select span, start::text as start from rolled_period where checked_at < $1
  order by checked_at, start, span limit 1`;

/**
 * Compares the sums of a period with what they are sums of. How many rows differ: if any, they are forgotten. Undefined if
 * events are being added to earlier days.
 */
export async function checkRollUp(tx: EntityManager, { span, start }: RolledPeriod): Promise<number | undefined> {
  if (!(await lockRollUps(tx))) return undefined;
  let differing = 0;
  for (const table of TABLES) {
    const kept = `select ${columnsOf(table)} from ${table.rolled} where span = $1 and start = $2::date`;
    const [found] = await rows<{ rows: number }>(
      tx,
      `with kept as (${kept}), summed (${columnsOf(table)}) as (${summed(table, span)})
       select count(*)::int as rows from ((table kept except table summed) union all (table summed except table kept)) as each`,
      [span, start],
    );
    differing += found?.rows ?? 0;
  }
  if (differing === 0)
    await rows(tx, 'update rolled_period set checked_at = now() where span = $1 and start = $2', [span, start]);
  else
    await rows(
      tx,
      `delete from rolled_period where start = $1::date and span = $2 or span = 'year' and start = date_trunc('year', $1::date)::date`,
      [start, span],
    );
  return differing;
}
