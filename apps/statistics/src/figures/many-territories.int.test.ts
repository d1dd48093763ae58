import { rows, type EntityManager } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readFigures } from './figures.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const DAYS = { from: '2026-01-01', to: '2026-01-31' };

// From the sixth time on, PostgreSQL uses one plan for all values: it expects ten territories, and for all hromadas took
// twenty times as long.
test('figures of many territories have a plan of their own each time, those of few are planned once for all', async () => {
  await own.database.em.fork().transactional(async (tx) => {
    await readOften(tx, 'hromada');
    expect(await plannedOnce(tx)).toEqual([]);
    await readOften(tx, 'country');
    expect(await plannedOnce(tx)).toEqual([2]);
  });
});

async function readOften(tx: EntityManager, level: 'hromada' | 'country'): Promise<void> {
  const more = { groupBy: ['territory', 'day'], territoryAsOf: 'event', today: '2026-11-30' } as const;
  for (let times = 0; times < 7; times += 1) {
    await readFigures(tx, { measures: ['incidents'], ...DAYS, territory: { level }, ...more });
  }
}

/** How often each statement that reads cells was run with the plan for all values, on this connection. */
async function plannedOnce(tx: EntityManager): Promise<number[]> {
  const found = await rows<{ times: string }>(
    tx,
    `select generic_plans as times from pg_prepared_statements where statement like '%incident_revision%'`,
  );
  return found.map(({ times }) => Number(times));
}
