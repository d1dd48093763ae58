import { prepared, rows, type Database } from '@safe-community/database';
import { consumedLedgers, type LedgerPosition } from '@safe-community/ledger';
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
  /** Null if of some incidents it is not known. */
  readonly childrenKilled: string | null;
  readonly childrenInjured: string | null;
}

const PAGE = 2_000;
const COUNTED_BY = 'statistics';

/** All counters page by page, in one snapshot; the first page comes with the events that they include. */
export async function* readCounterRows({
  em,
}: Database): AsyncGenerator<{ readonly progress: readonly LedgerPosition[]; readonly page: readonly CounterRow[] }> {
  const tx = em.fork();
  await tx.begin();
  try {
    await rows(tx, 'set transaction isolation level repeatable read, read only');
    let progress = (await consumedLedgers(tx, COUNTED_BY)).positions;
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

const COUNTERS = prepared(`
  select territory_code as "territoryCode", day::text as day, category, demonstration, incidents, killed, injured,
    defenders_killed as "defendersKilled", defenders_injured as "defendersInjured",
    children_killed as "childrenKilled", children_injured as "childrenInjured"
  from incident_count
  where (territory_code, day, category, demonstration) > ($1, $2::date, $3, $4) and ${NOT_SENSITIVE}
  order by territory_code, day, category, demonstration
  limit $5`);
