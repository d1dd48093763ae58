import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { brokenUniqueConstraint, inOneGo, isTransient, openDatabase, prepared, rows, type Database } from './index.ts';

let created: TestDatabase;
let database: Database;

const INSERT = prepared('insert into written values ($1::int) returning number');
const COUNT = prepared('select count(*)::int as count from written');

beforeAll(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 2 });
  await rows(database.em.fork(), 'create table written (number int primary key)');
});

beforeEach(() => rows(database.em.fork(), 'truncate written'));

afterAll(async () => {
  await database.close();
  await created.drop();
});

const insert = (number: number) => ({ statement: INSERT, values: [number] });

async function written(): Promise<number[]> {
  const found = await rows<{ number: number }>(database.em.fork(), 'select number from written order by number');
  return found.map(({ number }) => number);
}

test('all steps commit together, run in order, and return their results in order', async () => {
  const answers = await inOneGo(database, [insert(1), insert(2), { statement: COUNT, values: [] }]);
  expect(answers).toEqual([[{ number: 1 }], [{ number: 2 }], [{ count: 2 }]]);
  expect(await written()).toEqual([1, 2]);
});

test('a failing step rolls back all steps, also later ones, and its error is returned', async () => {
  const failed = await inOneGo(database, [insert(1), insert(1), insert(2)]).catch((error: unknown) => error);
  expect(brokenUniqueConstraint(failed)).toBe('written_pkey');
  expect(await written()).toEqual([]);
});

test('commits nothing when the callback before the commit throws, and the connection stays usable', async () => {
  const stop = (): never => {
    throw new RangeError('stop');
  };
  await expect(inOneGo(database, [insert(1)], stop)).rejects.toThrow(RangeError);
  expect(await written()).toEqual([]);
  expect(await inOneGo(database, [insert(3)])).toEqual([[{ number: 3 }]]);
});

test('a session killed half-way is a transient fault and leaves nothing', async () => {
  const suicide = prepared('select pg_terminate_backend(pg_backend_pid())');
  const failed = await inOneGo(database, [insert(1), { statement: suicide, values: [] }, insert(2)]).catch(
    (error: unknown) => error,
  );
  expect(isTransient(failed)).toBe(true);
  expect(await written()).toEqual([]);
  expect(await inOneGo(database, [insert(3)])).toEqual([[{ number: 3 }]]);
});

test('concurrent calls share the connections of the pool', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  await Promise.all(numbers.map((number) => inOneGo(database, [insert(number)])));
  expect(await written()).toEqual(numbers);
});

test('prepares a statement once per connection', async () => {
  const one = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 1 });
  try {
    for (let number = 0; number < 3; number += 1) await inOneGo(one, [insert(number)]);
    const known = await rows(one.em.fork(), 'select name from pg_prepared_statements');
    expect(known).toEqual([{ name: INSERT.name }]);
  } finally {
    await one.close();
  }
});
