import { rows, type EntityManager } from '@safe-community/database';
import { expect, it } from 'vitest';
import { headOf, LAST_POSITION, readEvents } from './stored-event.ts';
import { ids, openLedger, prune, report, type Ledger } from '../../test/ground.ts';

async function read(ledger: Ledger, from: bigint, most: number, to?: bigint): Promise<number[]> {
  const em = ledger.database.em.fork();
  const { epoch } = await headOf(em, 0);
  const stretch = { producer: 'incidents', epoch, partition: 0, from, ...(to === undefined ? {} : { to }) };
  return (await readEvents(em, stretch, most)).map(({ position }) => Number(position));
}

it('reads a range in order, up to a limit, from the first event that is kept', async () => {
  const ledger = await openLedger();
  await report(ledger, ...ids('i', 10));
  expect(await read(ledger, 1n, 100)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await read(ledger, 4n, 3)).toEqual([4, 5, 6]);
  expect(await read(ledger, 4n, 100, 5n)).toEqual([4, 5]);
  expect(await read(ledger, 9n, 100, LAST_POSITION)).toEqual([9, 10]);
  expect(await read(ledger, 11n, 100)).toEqual([]);
  expect(await read(ledger, LAST_POSITION, 100)).toEqual([]);
  expect(await read(ledger, 5n, 100, 4n)).toEqual([]);
  await prune(ledger, 6);
  expect(await read(ledger, 1n, 2)).toEqual([7, 8]);
  expect(await read(ledger, 8n, 100)).toEqual([8, 9, 10]);
});

/** Inserts many events directly, in random order. */
async function fill({ admin }: Ledger, howMany: number): Promise<void> {
  await rows(
    admin.em.fork(),
    `with head as (update ledger_head set position = position + $1 returning position - $1 as before)
     insert into ledger_event
     select 0, before + n, gen_random_uuid(), 'type', repeat('subject', 10), now(), '', false, repeat('body', 30)::bytea
     from head, generate_series(1, $1::int) as n order by random()`,
    [howMany],
  );
}

/** Ledger rows that this session has fetched by an index, or skipped in a scan. */
async function touched(em: EntityManager): Promise<number> {
  await rows(em, 'select pg_stat_force_next_flush()');
  const [counted] = await rows<{ rows: string }>(
    em,
    `select coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0) as rows
     from pg_stat_user_tables where relname = 'ledger_event'`,
  );
  return Number(counted?.rows);
}

it.each([
  { statistics: 'old', prepare: [] },
  // With wider rows in the millions, the planner finds a scan cheaper at the usual costs.
  { statistics: 'new', prepare: ['analyze ledger_event', 'set random_page_cost = 20', 'set enable_bitmapscan = off'] },
])('reads no more than a page of the backlog after a surge, with $statistics table statistics', async ({ prepare }) => {
  const ledger = await openLedger({ poolSize: 1, isSpoilt: true });
  await rows(ledger.admin.em.fork(), 'alter table ledger_event set (autovacuum_enabled = off)');
  await fill(ledger, 100_000);
  const em = ledger.database.em.fork();
  const [analyze, ...costs] = prepare;
  if (analyze !== undefined) await rows(ledger.admin.em.fork(), analyze);
  for (const cost of costs) await rows(em, cost);
  const before = await touched(em);
  expect(await read(ledger, 2_500n, 500)).toHaveLength(500);
  expect((await touched(em)) - before).toBeLessThan(2 * 500);
});
