import { rows } from '@safe-community/database';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { branchKeys, IN_HROMADAS, misroutedStatement, officersAsObject } from './routed-incidents.store.ts';
import { nodesOf, rowsRead, sum, thrownAway, type Explained } from '../../test/explained.ts';
import { openStoredMonths } from '../../test/store-months.ts';

let stored: Awaited<ReturnType<typeof openStoredMonths>>;
beforeAll(async () => {
  stored = await openStoredMonths();
});
afterAll(() => stored.close());

test('re-routing reads the index of open incidents and no other incident', async () => {
  const hromadas = ['UA-10', 'UA-20'];
  const [explained] = await rows<Explained>(
    stored.database.em.fork(),
    `explain (analyze, format json, buffers off) ${misroutedStatement(IN_HROMADAS)}`,
    [beatsOf(hromadas), 100, hromadas, await keysOf(hromadas)],
  );
  const nodes = nodesOf(explained!);
  const parts = await rows<{ name: string }>(
    stored.database.em.fork(),
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'incident_to_route'::regclass`,
  );
  const looked = nodes.flatMap((node) => node['Index Name'] ?? []);
  expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining(looked));
  expect(looked.length).toBeGreaterThanOrEqual(10);
  // A hundred open incidents in each hromada.
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
  expect(sum(scans, rowsRead)).toBe(200);
  expect(sum(scans, thrownAway)).toBe(0);
});

test('re-routing reads each open incident once, however many beats there are', async () => {
  const beats = Array.from({ length: 1_500 }, (_, index) => `UA-${index}`);
  const explained = await rows<Explained>(
    stored.database.em.fork(),
    `explain (analyze, format json, buffers off) ${misroutedStatement(IN_HROMADAS)}`,
    [beatsOf(beats), 100, ['UA-10', 'UA-20'], await keysOf(['UA-10', 'UA-20'])],
  );
  expect(nodesOf(explained[0]!).filter((node) => /Join|Loop|CTE|Function/.test(node['Node Type']))).toEqual([]);
});

function keysOf(hromadas: readonly string[]): Promise<string[]> {
  return branchKeys(stored.database.em.fork(), hromadas);
}

function beatsOf(hromadas: readonly string[]): string {
  return officersAsObject(
    hromadas.map((unitCode) => ({ unitCode, officerId: randomUUID(), isDistrictOfficer: false })),
  );
}
