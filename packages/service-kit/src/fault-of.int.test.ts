import { openDatabase, rows, type Database } from '@safe-community/database';
import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { faultOf } from './fault-of.ts';

let created: TestDatabase;
let database: Database;
beforeAll(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [] });
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

/** The server's own error with that code, as the driver and the ORM hand it on from within a transaction. */
function failing(code: string): Promise<unknown> {
  const failed = database.em.fork().transactional(async (em) => {
    await rows(em, `do $$ begin raise exception 'by the test' using errcode = '${code}'; end $$`);
  });
  return failed.catch((error: unknown) => error);
}

it('on a full disk the caller gets a longer retry delay', async () => {
  const told = faultOf(await failing('53100'));
  expect(told).toMatchObject({ kind: 'unavailable', message: 'the database has no room', retryAfterMs: 5_000 });
});

it('while the database is down the caller gets a short retry delay', async () => {
  const told = faultOf(await failing('57P01'));
  expect(told).toMatchObject({ kind: 'unavailable', message: 'the database does not answer', retryAfterMs: 1_000 });
});

it('treats no other error as transient', async () => {
  expect(faultOf(await failing('23505'))).toBeUndefined();
  expect(faultOf(new TypeError('a bug'))).toBeUndefined();
});
