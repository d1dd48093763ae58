import { runForCall } from '@safe-community/telemetry';
import { createTestDatabase, eventually, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { busyForMs, isTransient, openDatabase, rows, type Database } from './index.ts';

let created: TestDatabase;
let database: Database;
/** Sees the leftovers of the others. */
let onlooker: Database;

beforeAll(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 2 });
  onlooker = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 1 });
  await rows(onlooker.em.fork(), 'create table written (number int)');
});

beforeEach(() => rows(onlooker.em.fork(), 'truncate written'));

afterAll(async () => {
  await Promise.all([database.close(), onlooker.close()]);
  await created.drop();
});

/** Statements that wait from now on, until `release`. */
async function heldStatements() {
  await rows(onlooker.em.fork(), 'select pg_advisory_lock(1)');
  return {
    wait: (): Promise<unknown> => rows(database.em.fork(), 'select pg_advisory_xact_lock_shared(1)'),
    release: (): Promise<unknown> => rows(onlooker.em.fork(), 'select pg_advisory_unlock(1)'),
  };
}

/** Statements of the others that the server is executing. */
async function sleepers(): Promise<number> {
  const [row] = await rows<{ count: number }>(
    onlooker.em.fork(),
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and state = 'active' and query ~ 'pg_sleep|xact_lock' and pid <> pg_backend_pid()`,
  );
  return row?.count ?? 0;
}

async function settled(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => error,
  );
}

const NO_DEADLINE = Number.POSITIVE_INFINITY;

describe('work for a call', () => {
  it('ends with the call: the server cancels its statement and rolls back', async () => {
    const caller = new AbortController();
    const outcome = settled(
      runForCall({ signal: caller.signal, deadline: NO_DEADLINE }, () =>
        database.em.fork().transactional(async (em) => {
          await rows(em, 'insert into written values (1)');
          await rows(em, 'select pg_sleep(60)');
        }),
      ),
    );
    await eventually(async () => expect(await sleepers()).toBe(1));
    caller.abort();
    expect(isTransient(await outcome)).toBe(true);
    await eventually(async () => expect(await sleepers()).toBe(0));
    expect(await rows(onlooker.em.fork(), 'select 1 from written')).toEqual([]);
    // The connection is free again: both of two are.
    const both = [1, 2].map(() => rows(database.em.fork(), 'select 1 as one'));
    expect(await Promise.all(both)).toEqual([[{ one: 1 }], [{ one: 1 }]]);
  });

  it('ends between two statements as well', async () => {
    const caller = new AbortController();
    const outcome = settled(
      runForCall({ signal: caller.signal, deadline: NO_DEADLINE }, () =>
        database.em.fork().transactional(async (em) => {
          await rows(em, 'insert into written values (2)');
          caller.abort();
          await rows(em, 'insert into written values (3)');
        }),
      ),
    );
    expect(isTransient(await outcome)).toBe(true);
    expect(await rows(onlooker.em.fork(), 'select 1 from written')).toEqual([]);
  });

  it('does not begin after the call has ended, even after waiting for a connection', async () => {
    const caller = new AbortController();
    const scope = { signal: caller.signal, deadline: NO_DEADLINE };
    const held = await heldStatements();
    const taken = [held.wait(), held.wait()];
    await eventually(async () => expect(await sleepers()).toBe(2));
    const insert = () => rows(database.em.fork(), 'insert into written values (4)');
    const waiting = settled(runForCall(scope, insert));
    caller.abort();
    await held.release();
    expect(await waiting).toMatchObject({ name: 'AbortError' });
    expect(await settled(runForCall(scope, insert))).toMatchObject({ name: 'AbortError' });
    await Promise.all(taken);
    // They come after whatever waited for a connection.
    await Promise.all([1, 2].map(() => rows(database.em.fork(), 'select 1')));
    expect(await rows(onlooker.em.fork(), 'select 1 from written')).toEqual([]);
  });

  it('releases the connection when done in time, and a late cancellation changes nothing', async () => {
    const caller = new AbortController();
    const pidOf = async (): Promise<unknown> =>
      rows(database.em.fork(), 'select pg_backend_pid() as pid').then(([row]) => row);
    const first = await runForCall({ signal: caller.signal, deadline: NO_DEADLINE }, pidOf);
    const held = await heldStatements();
    const next = settled(held.wait());
    await eventually(async () => expect(await sleepers()).toBe(1));
    caller.abort();
    await held.release();
    expect(await next).toBe('done');
    expect(await pidOf()).toEqual(first);
  });
});

describe('a call that would wait for a connection beyond its deadline', () => {
  it('is rejected at once with the expected time; a call with enough time waits', async () => {
    const { signal } = new AbortController();
    const hold = () => rows(database.em.fork(), 'select pg_sleep(0.2)');
    // So that the average hold time of connections is known.
    for (let round = 0; round < 6; round += 1) await Promise.all([hold(), hold()]);
    const held = await heldStatements();
    const taken = [held.wait(), held.wait()];
    await eventually(async () => expect(await sleepers()).toBe(2));
    const ask = (leftMs: number) =>
      settled(runForCall({ signal, deadline: Date.now() + leftMs }, () => rows(database.em.fork(), 'select 1')));
    const refused = await ask(20);
    expect(busyForMs(refused)).toBeGreaterThan(20);
    expect(isTransient(refused)).toBe(true);
    const patient = ask(60_000);
    await held.release();
    expect(await patient).toBe('done');
    await Promise.all(taken);
    // Nothing waits: it is tried, however little time is left.
    expect(await ask(20)).not.toMatchObject({ name: 'DatabaseBusy' });
  });
});
