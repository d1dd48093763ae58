import { prepared, rows, type Database, type EntityManager } from '@safe-community/database';
import { consumedLedgers, type LedgerPosition } from '@safe-community/ledger';
import { COUNTRY } from '@safe-community/territory';
import type { Day } from '../calendar/module.ts';
import type { Category } from './category.ts';
import { CHANNEL_COLUMNS, CHANNELS, type Channel } from './channel.ts';
import type { Responder } from './duration-count.ts';
import { NOT_SENSITIVE } from './counters.store.ts';

/** The incidents of a territory and day. */
export interface CounterRow {
  readonly territoryCode: string;
  readonly day: Day;
  readonly category: Category;
  /** Counts as text, as PostgreSQL returns 64-bit integers. */
  readonly incidents: string;
  readonly killed: string;
  readonly injured: string;
  readonly defendersKilled: string;
  readonly defendersInjured: string;
  readonly childrenKilled: string;
  readonly childrenInjured: string;
  /** Of the incidents, those by each channel, in the order of CHANNELS. */
  readonly channels: readonly string[];
}

/** The times of a step in the country on a day. */
export interface DurationRow {
  readonly measure: string;
  /** Empty where it is not of one responder. */
  readonly responder: Responder | '';
  readonly day: Day;
  readonly category: Category;
  readonly times: string;
}

/** What happened to incidents of a territory on a day. */
export interface EventRow {
  readonly measure: string;
  readonly territoryCode: string;
  readonly day: Day;
  readonly category: Category;
  readonly value: string;
}

/** Of the country and all time. */
export interface TotalRow {
  readonly category: Category;
  readonly incidents: string;
  readonly killed: string;
  readonly defendersKilled: string;
  readonly responded: string;
}

/** A part of the counters; the first one comes with the events that all of them include. */
interface CounterPage {
  readonly progress: readonly LedgerPosition[];
  readonly totals: readonly TotalRow[];
  readonly page: readonly CounterRow[];
  readonly durations: readonly DurationRow[];
  readonly events: readonly EventRow[];
}

/** With the channel of each count that is not 0. */
export function channelsOf({ channels }: CounterRow): readonly (readonly [Channel, string])[] {
  return CHANNELS.flatMap((channel, index) => {
    const count = channels[index] ?? '0';
    return count === '0' ? [] : [[channel, count] as const];
  });
}

const PAGE = 2_000;
const COUNTED_BY = 'statistics';

const EMPTY: CounterPage = { progress: [], totals: [], page: [], durations: [], events: [] };

/** All counters page by page, in one snapshot. */
export async function* readCounterRows({ em }: Database): AsyncGenerator<CounterPage> {
  const tx = em.fork();
  await tx.begin();
  try {
    await rows(tx, 'set transaction isolation level repeatable read, read only');
    const { positions } = await consumedLedgers(tx, COUNTED_BY);
    yield { ...EMPTY, progress: positions, totals: await rows<TotalRow>(tx, TOTALS) };
    for await (const page of pagesOf(tx, INCIDENTS)) yield { ...EMPTY, page };
    for await (const durations of pagesOf(tx, TIMES)) yield { ...EMPTY, durations };
    for await (const events of pagesOf(tx, EVENTS)) yield { ...EMPTY, events };
  } finally {
    await tx.rollback();
  }
}

/** Rows in the order of a key. */
interface Paged<Row> {
  readonly statement: ReturnType<typeof prepared>;
  /** Before every key. */
  readonly first: readonly unknown[];
  readonly keyOf: (row: Row) => readonly unknown[];
}

async function* pagesOf<Row>(tx: EntityManager, { statement, first, keyOf }: Paged<Row>): AsyncGenerator<Row[]> {
  let after = first;
  for (;;) {
    const page = await rows<Row>(tx, statement, [...after, PAGE]);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < PAGE) return;
    after = keyOf(last);
  }
}

const TOTALS = prepared(`
  select category, coalesce(incidents, 0)::text as incidents, coalesce(killed, 0)::text as killed,
    coalesce(defenders_killed, 0)::text as "defendersKilled", coalesce(responded, 0)::text as responded
  from category_count
    full join (select category, sum(responses) as responded from response_count group by category) as arrival using (category)
  where ${NOT_SENSITIVE}
  order by category`);

const INCIDENTS: Paged<CounterRow> = {
  first: ['', '1900-01-01', ''],
  keyOf: ({ territoryCode, day, category }) => [territoryCode, day, category],
  statement: prepared(`
    select territory_code as "territoryCode", day::text as day, category, incidents, killed, injured,
      defenders_killed as "defendersKilled", defenders_injured as "defendersInjured",
      children_killed as "childrenKilled", children_injured as "childrenInjured",
      array[${CHANNEL_COLUMNS.join(', ')}]::text[] as channels
    from incident_count
    where (territory_code, day, category) > ($1, $2::date, $3) and ${NOT_SENSITIVE}
    order by territory_code, day, category
    limit $4`),
};

const TIMES: Paged<DurationRow> = {
  first: ['', '1900-01-01', '', ''],
  keyOf: ({ measure, day, category, responder }) => [measure, day, category, responder],
  statement: prepared(`
    select measure, day::text as day, category, responder, sum(value)::text as times
    from duration_count
    where territory_code = '${COUNTRY}' and (measure, day, category, responder) > ($1, $2::date, $3, $4)
      and ${NOT_SENSITIVE}
    group by measure, day, category, responder having sum(value) <> 0
    order by measure, day, category, responder
    limit $5`),
};

const EVENTS: Paged<EventRow> = {
  first: ['', '', '1900-01-01', ''],
  keyOf: ({ territoryCode, measure, day, category }) => [territoryCode, measure, day, category],
  statement: prepared(`
    select measure, territory_code as "territoryCode", day::text as day, category,
      sum(value)::text as value
    from event_count
    where (territory_code, measure, day, category) > ($1, $2, $3::date, $4) and ${NOT_SENSITIVE}
    group by territory_code, measure, day, category having sum(value) <> 0
    order by territory_code, measure, day, category
    limit $5`),
};
