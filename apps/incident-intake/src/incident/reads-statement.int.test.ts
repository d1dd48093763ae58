import { rows, type Database } from '@safe-community/database';
import { createTestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readsStatement } from './sensitive-reads.store.ts';
import { openIntakeDatabase } from '../service.ts';
import { nodesOf, rowsRead, sum, type Explained } from '../../test/explained.ts';
import { migrateIntake } from '../../test/migrate-intake.ts';

let database: Database;
let drop: () => Promise<void>;

/** 30,000 reads of 3,000 incidents by ten systems, one of which reads rarely. */
const STORED = `
  insert into sensitive_read
  select ('019c8a00-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now(), case when n % 5000 = 1 then 'seldom' else 'system-' || n % 9 end,
    '00000000', '', 'Service/Method', md5((n % 3000)::text)::uuid, 'first', '', ''
  from generate_series(1, 30000) as n`;

beforeAll(async () => {
  const own = await createTestDatabase({ service: 'incident-intake', migrate: migrateIntake });
  database = openIntakeDatabase(own.url);
  const owned = openIntakeDatabase(own.ownerUrl);
  await rows(owned.em.fork(), STORED);
  await rows(owned.em.fork(), 'analyze sensitive_read');
  await owned.close();
  drop = () => own.drop();
});
afterAll(async () => {
  await database.close();
  await drop();
});

// md5('7')
const INCIDENT = '8f14e45f-ceea-167a-5a36-dedd4bea2543';
const MIDDLE = '019c8a00-0000-7000-8000-000000004000';

test.each([
  ['all', { incidentId: '', system: '' }],
  ['reads of an incident', { incidentId: INCIDENT, system: '' }],
  ['reads by a system', { incidentId: '', system: 'system-4' }],
  ['reads by a system that rarely reads', { incidentId: '', system: 'seldom' }],
  ['reads of an incident by a system', { incidentId: INCIDENT, system: 'system-4' }],
])(
  'a page of %s reads few rows beyond its own and sorts none, whatever the planner statistics',
  async (_of, filter) => {
    for (const olderThan of [undefined, MIDDLE]) {
      for (const plan of ['force_custom_plan', 'force_generic_plan']) {
        const { sql, values } = readsStatement(filter, olderThan, 51);
        const nodes = nodesOf(await explained(sql, values, plan));
        const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
        expect(scans.filter((scan) => scan['Node Type'] === 'Seq Scan')).toEqual([]);
        expect(sum(scans, rowsRead)).toBeLessThan(110);
      }
    }
  },
);

/** With a custom plan for the values, and with a generic plan. */
function explained(sql: string, values: readonly unknown[], plan: string): Promise<Explained> {
  return database.em.fork().transactional(async (em) => {
    await rows(em, `set local plan_cache_mode = ${plan}`);
    await rows(em, `prepare page as ${sql}`);
    const given = values.length === 0 ? '' : `(${values.map((value) => `'${String(value)}'`).join(', ')})`;
    const [found] = await rows<Explained>(em, `explain (analyze, format json, buffers off) execute page${given}`);
    await rows(em, 'deallocate page');
    if (found === undefined) throw new Error('what is explained has a plan');
    return found;
  });
}
