import { createTestDatabase } from '@safe-community/testkit';
import { expect, it, onTestFinished } from 'vitest';
import { isTransient, openDatabase, rows, type Database } from './index.ts';

async function openSmall(): Promise<Database> {
  const created = await createTestDatabase();
  const database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 2 });
  onTestFinished(async () => {
    await database.close();
    await created.drop();
  });
  return database;
}

/** A transaction that kills its own session and then continues with this. */
async function killed(database: Database, then: string): Promise<unknown> {
  return database.em
    .fork()
    .transactional(async (em) => {
      await rows(em, 'select pg_terminate_backend(pg_backend_pid())');
      await rows(em, then);
    })
    .then(
      () => Promise.reject(new Error('it committed')),
      (error: unknown) => error,
    );
}

it('more transactions may lose their session than the pool has connections', async () => {
  const database = await openSmall();
  for (let count = 0; count < 5; count += 1) expect(isTransient(await killed(database, 'select 1'))).toBe(true);
  expect(await rows(database.em.fork(), 'select 1 as one')).toEqual([{ one: 1 }]);
  const both = [1, 2].map(() => database.em.fork().transactional((em) => rows(em, 'select pg_sleep(0.1)')));
  expect(await Promise.all(both)).toHaveLength(2);
});

it('sessions may be killed from outside during a transaction, repeatedly', async () => {
  const database = await openSmall();
  const kill =
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  for (let count = 0; count < 4; count += 1) {
    const begun = Promise.withResolvers<void>();
    const working = database.em.fork().transactional(async (em) => {
      await rows(em, 'select 1');
      begun.resolve();
      await rows(em, 'select pg_sleep(5)');
    });
    const failure = working.catch((error: unknown) => error);
    await begun.promise;
    await rows(database.em.fork(), kill).catch(() => undefined);
    expect(isTransient(await failure)).toBe(true);
  }
  expect(await rows(database.em.fork(), 'select 1 as one')).toEqual([{ one: 1 }]);
});

it('a database that is closed while connecting is closed', async () => {
  const database = await openSmall();
  const connecting = rows(database.em.fork(), 'select 1').catch((error: unknown) => error);
  await database.close();
  expect(await connecting).toBeDefined();
});
