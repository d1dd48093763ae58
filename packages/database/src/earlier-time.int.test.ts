import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { earlierTime, openDatabase, rows, toDate, type Database } from './index.ts';

let created: TestDatabase;
let database: Database;
beforeAll(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 1 });
});
afterAll(async () => {
  await database.close();
  await created.drop();
});

test('a clock that is behind counts, one that is ahead does not', async () => {
  const [behind, ahead] = [new Date('2020-02-03T04:05:06.789Z'), new Date('2140-01-01T00:00:00Z')];
  await database.em.fork().transactional(async (tx) => {
    const [clock] = await rows<{ at: string }>(tx, 'select now() as at');
    expect(await earlierTime(tx, behind)).toEqual(behind);
    expect(await earlierTime(tx, ahead)).toEqual(toDate(clock?.at ?? ''));
  });
});
