import { rows } from '@safe-community/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFileReader } from './case-file.store.ts';
import { nodesOf, type Explained } from '../../test/explained.ts';
import { openStoredMonths } from '../../test/store-months.ts';

let stored: Awaited<ReturnType<typeof openStoredMonths>>;
beforeAll(async () => {
  // One connection, so that all statements share its plans.
  stored = await openStoredMonths(1);
});
afterAll(() => stored.close());

interface PreparedRow {
  readonly name: string;
  readonly statement: string;
  readonly generic_plans: string;
  readonly custom_plans: string;
}

/** PostgreSQL tries this many custom plans before it makes a generic one. */
const TRIED = 5;
const READS = 20;

it('the statements of a case file are planned once per connection and use indexes', async () => {
  const em = stored.database.em.fork();
  const some = await rows<{ id: string }>(em, `select incident_id as id from incident limit ${READS}`);
  const months = await rows<{ name: string }>(em, 'select distinct tableoid::regclass::text as name from incident');
  const filled = months.map(({ name }) => name);
  // Nothing is opened here, so there is no key.
  const reader = caseFileReader(stored.database, undefined as never);
  for (const { id } of some) expect(await reader.find(id)).toBeDefined();

  const all = await rows<PreparedRow>(
    em,
    'select name, statement, generic_plans, custom_plans from pg_prepared_statements',
  );
  const reading = all.filter(({ statement }) => statement.includes('::uuid[]'));
  expect(reading).toHaveLength(4);
  for (const { name, generic_plans: generic, custom_plans: custom } of reading) {
    expect(Number(custom)).toBe(TRIED);
    expect(Number(generic)).toBeGreaterThanOrEqual(READS - TRIED);
    const [plan] = await rows<Explained>(em, `explain (format json) execute "${name}" ('{${some[0]?.id}}')`);
    if (plan === undefined) throw new Error('what is explained has a plan');
    const scans = nodesOf(plan).filter((node) => filled.includes(node['Relation Name'] ?? ''));
    expect(scans.filter((scan) => scan['Node Type'] === 'Seq Scan')).toEqual([]);
  }
});
