import { rows, type EntityManager } from '@safe-community/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { comparing } from './rebuilt-counters.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const compare = comparing([
  {
    name: 'event_count',
    keys: ['measure', 'territory_code', 'day', 'category', 'known_on'],
    counts: ['value'],
    measure: 'measure',
    added: `territory_code = 'UA'`,
  },
  { name: 'category_count', keys: ['category'], counts: ['incidents', 'killed'] },
]);

/** A cell of event_count: its measure, territory, day of November, and value. */
const cell = fc.record({
  measure: fc.constantFrom('fines', 'arrests'),
  // The Ukrainian letter: the order is that of the database.
  territory: fc.constantFrom('UA', 'UA05', 'ua05', 'Ґ'),
  day: fc.integer({ min: 1, max: 4 }),
  value: fc.integer({ min: -1, max: 3 }),
});
type Cell = typeof cell extends fc.Arbitrary<infer Value> ? Value : never;
const cells = fc.uniqueArray(cell, {
  maxLength: 20,
  selector: ({ measure, territory, day }) => `${measure} ${territory} ${day}`,
});

test('whatever a rebuild changes, each measure is named with its differing cells and the growth of its sum', async () => {
  await fc.assert(
    fc.asyncProperty(cells, cells, async (before, after) => {
      await replace(own.database.em.fork(), before);
      const found = await changesBy((tx) => replace(tx, after));
      expect(found.toSorted((a, b) => (a.measure < b.measure ? -1 : 1))).toEqual(expected(before, after));
    }),
    { numRuns: 60, seed: Date.now() | 0 },
  );
});

test('each count of a table is a measure of its own; a row of zeros is the same as none', async () => {
  await replace(own.database.em.fork(), []);
  const add = 'insert into category_count values ($1, $2, $3, 0, 0, 0)';
  const found = await changesBy(async (tx) => {
    await rows(tx, add, ['fire', 5, 2]);
    await rows(tx, add, ['gas', 0, 0]);
    await rows(tx, add, ['water', 1, 0]);
  });
  expect(found).toEqual([
    { table: 'category_count', measure: 'incidents', cells: 2, sum: 6 },
    { table: 'category_count', measure: 'killed', cells: 1, sum: 2 },
  ]);
});

/** What differs in copies that a transaction fills, and then drops. */
async function changesBy(change: (tx: EntityManager) => Promise<unknown>) {
  const tx = own.database.em.fork();
  await tx.begin();
  try {
    await rows(tx, 'set local search_path = pg_temp, public');
    for (const table of ['event_count', 'category_count'])
      await rows(tx, `create temporary table ${table} (like public.${table} including all)`);
    await change(tx);
    return await compare(tx);
  } finally {
    await tx.rollback();
  }
}

async function replace(em: EntityManager, all: readonly Cell[]): Promise<void> {
  await rows(em, 'delete from event_count');
  for (const { measure, territory, day, value } of all) {
    await rows(em, `insert into event_count values ($1, $2, $3, 'fire', $3, $4)`, [
      measure,
      territory,
      `2021-11-0${day}`,
      value,
    ]);
  }
}

function expected(before: readonly Cell[], after: readonly Cell[]) {
  return ['arrests', 'fines'].flatMap((measure) => {
    const of = (all: readonly Cell[]) =>
      new Map(
        all.flatMap((each) =>
          each.measure === measure ? [[`${each.territory} ${each.day}`, each.value] as const] : [],
        ),
      );
    const [former, rebuilt] = [of(before), of(after)];
    const differing = [...new Set([...former.keys(), ...rebuilt.keys()])].filter(
      (key) => (former.get(key) ?? 0) !== (rebuilt.get(key) ?? 0),
    );
    const sum = differing
      .filter((key) => key.startsWith('UA '))
      .reduce((total, key) => total + (rebuilt.get(key) ?? 0) - (former.get(key) ?? 0), 0);
    return differing.length === 0 ? [] : [{ table: 'event_count', measure, cells: differing.length, sum }];
  });
}
