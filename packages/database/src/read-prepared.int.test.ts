import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from './open.ts';
import { prepared } from './prepared.ts';
import { readPrepared } from './read-prepared.ts';
import { rows } from './rows.ts';

const TEXT = `select $1::text as word, 12345678901234567890::numeric as n, 9007199254740993::bigint as big,
  timestamptz '2026-01-02 03:04:05.678+02' as at, date '2026-01-02' as day, '{"a": [1]}'::jsonb as json`;

let ground: TestDatabase;
let database: Database;

beforeAll(async () => {
  ground = await createTestDatabase();
  database = openDatabase({ url: ground.url, entities: [], migrations: [], poolSize: 1 });
});

afterAll(async () => {
  await database.close();
  await ground.drop();
});

it('returns the same rows as an unprepared statement', async () => {
  const read = await readPrepared(database, prepared(TEXT), ['слово']);
  expect(read).toEqual(await rows(database.em.fork(), TEXT, ['слово']));
  expect(read).toMatchObject([{ word: 'слово', big: '9007199254740993' }]);
});

it('is parsed once per connection', async () => {
  for (const word of ['a', 'b', 'c']) await readPrepared(database, prepared(TEXT), [word]);
  const known = await rows<{ name: string }>(database.em.fork(), 'select name from pg_prepared_statements');
  expect(known.filter(({ name }) => name === prepared(TEXT).name).length).toBe(1);
});

it('is parsed once when run in transactions', async () => {
  const statement = prepared(`${TEXT}, 'in a transaction' as place`);
  for (const word of ['a', 'b', 'c']) {
    const found = await database.em.fork().transactional((em) => rows(em, statement, [word]));
    expect(found).toMatchObject([{ word, place: 'in a transaction' }]);
  }
  const known = await rows<{ name: string }>(database.em.fork(), 'select name from pg_prepared_statements');
  expect(known.filter(({ name }) => name === statement.name).length).toBe(1);
});
