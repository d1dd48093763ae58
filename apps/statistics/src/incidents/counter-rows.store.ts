import { prepared, rows, type Database, type EntityManager } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { Category } from './category.ts';
import { NOT_SENSITIVE } from './counters.store.ts';

/** The incidents of a territory and day. */
export interface CounterRow {
  readonly territoryCode: string;
  readonly day: Day;
  readonly category: Category;
  readonly demonstration: boolean;
  /** Counts as text, as PostgreSQL returns 64-bit integers. */
  readonly incidents: string;
  readonly killed: string;
  readonly injured: string;
  readonly defendersKilled: string;
  readonly defendersInjured: string;
}

/** A producer, and the position up to which its events are counted. */
export type ProgressRow = readonly [producer: string, position: string];

const PAGE = 2_000;
const COUNTED_BY = 'statistics';

/** All counters page by page, in one snapshot; the first page comes with the events that they include. */
export async function* readCounterRows({
  em,
}: Database): AsyncGenerator<{ readonly progress: readonly ProgressRow[]; readonly page: readonly CounterRow[] }> {
  const tx = em.fork();
  await tx.begin();
  try {
    await rows(tx, 'set transaction isolation level repeatable read, read only');
    let progress = await readProgress(tx);
    let after: readonly unknown[] = ['', '1900-01-01', '', false];
    for (;;) {
      const page = await rows<CounterRow>(tx, COUNTERS, [...after, PAGE]);
      yield { progress, page };
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = [last.territoryCode, last.day, last.category, last.demonstration];
      progress = [];
    }
  } finally {
    await tx.rollback();
  }
}

async function readProgress(tx: EntityManager): Promise<ProgressRow[]> {
  const found = await rows<{ producer: string; position: string }>(tx, PROGRESS, [COUNTED_BY]);
  return found.map(({ producer, position }) => [producer, position]);
}

const PROGRESS = prepared(`
  select producer, position from consumer_checkpoint where consumer = $1 and partition = 0 order by producer`);

const COUNTERS = prepared(`
  select territory_code as "territoryCode", day::text as day, category, demonstration, incidents, killed, injured,
    defenders_killed as "defendersKilled", defenders_injured as "defendersInjured"
  from incident_count
  where (territory_code, day, category, demonstration) > ($1, $2::date, $3, $4) and ${NOT_SENSITIVE}
  order by territory_code, day, category, demonstration
  limit $5`);
