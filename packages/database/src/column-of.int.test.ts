import { createTestDatabase, type TestDatabase } from '@safe-community/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnOf, openDatabase, rows, unnested, type ColumnType, type Database } from './index.ts';

let created: TestDatabase;
let database: Database;

beforeAll(async () => {
  created = await createTestDatabase();
  database = openDatabase({ url: created.ownerUrl, entities: [], migrations: [], poolSize: 2 });
});

afterAll(async () => {
  await database.close();
  await created.drop();
});

/** PostgreSQL stores no NUL, and a lone surrogate is no text. */
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'));
const instant = fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') });

/** Any value of each type, and how PostgreSQL returns it. */
const KINDS: { [Type in ColumnType]: { any: fc.Arbitrary<never>; back: (value: never) => unknown; cast: string } } = {
  boolean: { any: fc.boolean() as never, back: (value) => value, cast: 'boolean' },
  smallint: { any: fc.integer({ min: -32_768, max: 32_767 }) as never, back: (value) => value, cast: 'smallint' },
  integer: { any: fc.integer() as never, back: (value) => value, cast: 'integer' },
  bigint: { any: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) as never, back: String, cast: 'text' },
  'double precision': {
    any: fc.double({ noNaN: true }).map((value) => value + 0) as never,
    back: (value) => value,
    cast: 'double precision',
  },
  timestamptz: {
    any: instant as never,
    back: (value: Date) => String(value.getTime()),
    cast: 'timestamptz',
  },
  uuid: { any: fc.uuid() as never, back: (value) => value, cast: 'text' },
  text: { any: text as never, back: (value) => value, cast: 'text' },
  jsonb: {
    any: fc.json().filter((value) => !value.includes('\\u0000') && !/\\ud[89a-f]/i.test(value)) as never,
    back: JSON.parse,
    cast: 'text',
  },
  bytea: {
    any: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) as never,
    back: (value: Buffer) => value.toString('hex'),
    cast: 'bytea',
  },
};

const READ: Partial<Record<ColumnType, string>> = {
  timestamptz: '(extract(epoch from v) * 1000)::bigint::text',
  bytea: `encode(v, 'hex')`,
  jsonb: 'v::text',
  bigint: 'v::text',
};

test.each(Object.keys(KINDS) as ColumnType[])('a column of %s keeps its values and nulls', async (type) => {
  const { any, back } = KINDS[type];
  const said = `select ${READ[type] ?? 'v'} as v from unnest($1::${type}[]) with ordinality as u (v, ord) order by ord`;
  const column = fc.array(fc.option(any, { nil: null }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(column, async (values) => {
      const found = await rows<{ v: unknown }>(database.em.fork(), said, [columnOf(type, values, (value) => value)]);
      const got = found.map(({ v }) => (type === 'jsonb' && v !== null ? JSON.parse(v as string) : v));
      expect(got).toEqual(values.map((value) => (value === null ? null : back(value))));
    }),
    { numRuns: 30 },
  );
});

const ID = '019c8a00-0000-7000-8000-000000000001';

test.each([['не UUID'], [''], [ID.slice(1)], [`${ID}0`], [`${ID}00`], [`${ID} '`]])(
  'rejects an invalid UUID before sending it: %j',
  (text) => {
    for (const column of [[text], [text, ID], [ID, text]]) {
      expect(() => columnOf('uuid', column, (value) => value)).toThrow('not a UUID');
    }
  },
);

test('inserts rows of several columns by one statement', async () => {
  const { names, source, valuesOf } = unnested<{ a: number; b: string | null }>([
    ['a', 'integer', ({ a }) => a],
    ['b', 'text', ({ b }) => b],
  ]);
  const items = [
    { a: 1, b: 'так' },
    { a: 2, b: null },
  ];
  expect(await rows(database.em.fork(), `select * from ${source} as u (${names})`, valuesOf(items))).toEqual(items);
});
