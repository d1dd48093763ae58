import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
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

test('all steps commit together, in their order, and return their rows', async () => {
  const answers = await inOneGo(database, [insert(1), insert(2), { statement: COUNT, values: [] }]);
  expect(answers).toEqual([[{ number: 1 }], [{ number: 2 }], [{ count: 2 }]]);
  expect(await written()).toEqual([1, 2]);
});

test('a step that fails rolls back all steps, and its error is reported with its index', async () => {
  let index: number | undefined;
  const onFailure = (failed: { readonly index: number }): void => void (index = failed.index);
  const failed = await inOneGo(database, [insert(2), insert(1), insert(1), insert(3)], { onFailure }).catch(
    (error: unknown) => error,
  );
  expect(brokenUniqueConstraint(failed)).toBe('written_pkey');
  expect(index).toBe(2);
  expect(await written()).toEqual([]);
});

test('nothing is committed when what comes before the commit throws, and the pool works on', async () => {
  const stop = (): never => {
    throw new RangeError('stop');
  };
  await expect(inOneGo(database, [insert(1)], { beforeCommit: stop })).rejects.toThrow(RangeError);
  expect(await written()).toEqual([]);
  expect(await inOneGo(database, [insert(3)])).toEqual([[{ number: 3 }]]);
});

test('a session that is killed half-way is a transient fault, and nothing is committed', async () => {
  const suicide = prepared('select pg_terminate_backend(pg_backend_pid())');
  const failed = await inOneGo(database, [insert(1), { statement: suicide, values: [] }, insert(2)]).catch(
    (error: unknown) => error,
  );
  expect(isTransient(failed)).toBe(true);
  expect(await written()).toEqual([]);
  expect(await inOneGo(database, [insert(3)])).toEqual([[{ number: 3 }]]);
});

test('a connection that was cut a moment ago is a transient fault, and is not used again', async () => {
  const pool = await database.em.getConnection().getNativeClient();
  const client = await pool.connect();
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  client.release();
  // The pool learns of it in the next turn of the event loop.
  stream.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  const failed = await inOneGo(database, [insert(1)]).catch((error: unknown) => error);
  expect(isTransient(failed)).toBe(true);
  expect(await inOneGo(database, [insert(2)])).toEqual([[{ number: 2 }]]);
  expect(await written()).toEqual([2]);
});

test('concurrent calls share the connections of the pool', async () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  await Promise.all(numbers.map((number) => inOneGo(database, [insert(number)])));
  expect(await written()).toEqual(numbers);
});

test('prepares a statement once per connection', async () => {
  const one = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 1 });
  try {
    // Also by a transaction that is rolled back.
    for (const numbers of [[1, 1], [1], [2, 3]]) await inOneGo(one, numbers.map(insert)).catch(() => undefined);
    expect(await written()).toEqual([1, 2, 3]);
    const known = await rows(one.em.fork(), 'select name from pg_prepared_statements');
    expect(known).toEqual([{ name: INSERT.name }]);
  } finally {
    await one.close();
  }
});

test('beforeCommit is called when the server has executed the steps and committed nothing', async () => {
  const lock = prepared('select pg_advisory_xact_lock(4711)');
  const isLocked = prepared(`select 1 from pg_locks where locktype = 'advisory' and objid = 4711`);
  let found: unknown[] = [];
  const beforeCommit = (): void => {
    // Looks from another connection, without letting this process go on.
    const psql = `select count(*) from pg_locks where locktype = 'advisory' and objid = 4711`;
    found = execFileSync(process.execPath, ['-e', LOOK, created.ownerUrl, psql]).toString().trim().split('\n');
  };
  await inOneGo(database, [{ statement: lock, values: [] }], { beforeCommit });
  expect(found).toEqual(['1']);
  expect(await inOneGo(database, [{ statement: isLocked, values: [] }])).toEqual([[]]);
});

test('values of every kind arrive as they were sent', async () => {
  const echo = prepared(`select $1::text as text, $2::bytea as bytes, $3::bigint as big, $4::timestamptz = now() as now,
    $5::text[] as texts, $6::boolean as flag, $7::text as nothing`);
  const values = ['їжак', Buffer.from([0, 255]), 2n ** 60n, new Date(0), ['a,b', '"'], true, null];
  expect(await inOneGo(database, [{ statement: echo, values }])).toEqual([
    [
      {
        text: 'їжак',
        bytes: Buffer.from([0, 255]),
        big: String(2n ** 60n),
        now: false,
        texts: ['a,b', '"'],
        flag: true,
        nothing: null,
      },
    ],
  ]);
});

test('the version of pg is one whose connection was examined', () => {
  // The pool is MikroORM's.
  const requireOfOrm = createRequire(import.meta.resolve('@mikro-orm/postgresql'));
  expect(requireOfOrm('pg/package.json')).toMatchObject({ version: '8.23.0' });
});

const LOOK = `
  const { Client } = require('pg');
  const [, url, sql] = process.argv;
  const client = new Client({ connectionString: url });
  client.connect().then(() => client.query(sql)).then(({ rows }) => console.log(rows[0].count)).then(() => client.end());
`;
