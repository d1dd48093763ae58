import { rows, type Database } from '@safe-community/database';
import { createTestDatabase } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IncidentFilter } from '../src/app/ports.ts';
import { listStatement } from '../src/outbound/postgres/reading/list-statement.ts';
import { openIntakeDatabase } from '../src/wire.ts';
import { migrateIntake } from './migrate-intake.ts';

let database: Database;
let drop: () => Promise<void>;

/** Ten months of incidents: one in 15 minutes, in 300 hromadas, one in 500 unrouted. */
const STORED = `
  insert into incident (incident_id, state, category, channel, hromada_code, oblast_code, starosta_district_code,
    occurred_at, received_at, killed, injured, children_killed, children_injured, defenders_killed,
    defenders_injured, responsible_officer_id, demonstration)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || substr(md5(n::text), 13))::uuid,
    'received', (array['fire', 'gas', 'medical', 'domestic_violence'])[n % 4 + 1], 'phone_112', 'UA-' || n % 300,
    'UA', '', at, at, 0, 0, 0, 0, 0, 0, case when n % 500 > 0 then gen_random_uuid() end, true
  from generate_series(0, 30000) n, lateral (select now() + n * interval '15 minutes' as at) as time`;

beforeAll(async () => {
  const own = await createTestDatabase({ service: 'incident-intake', migrate: migrateIntake });
  database = openIntakeDatabase(own.url);
  await rows(database.em.fork(), STORED);
  await rows(database.em.fork(), 'analyze incident');
  drop = () => own.drop();
});
afterAll(async () => {
  await database.close();
  await drop();
});

const ALL: IncidentFilter = {
  hromadaCode: '',
  category: undefined,
  receivedFrom: undefined,
  receivedTo: undefined,
  unroutedOnly: false,
  sensitive: true,
};

test.each<[string, Partial<IncidentFilter>]>([
  ['of all', {}],
  ['of a hromada', { hromadaCode: 'UA-7' }],
  ['of a hromada without the sensitive ones', { hromadaCode: 'UA-7', sensitive: false }],
  ['of a category in a hromada', { hromadaCode: 'UA-7', category: 'domestic_violence' }],
  ['of those unrouted', { unroutedOnly: true }],
  ['of a day', { receivedFrom: inDays(100), receivedTo: inDays(101) }],
])('a page %s reads few rows beside its own, and no table through', async (_of, filter) => {
  const { sql, values } = listStatement({ ...ALL, ...filter }, undefined, 51);
  const explained = await rows<{ 'QUERY PLAN': Plan[] }>(
    database.em.fork(),
    `explain (analyze, format json, buffers off) ${sql}`,
    values,
  );
  const scans = scansOf(explained[0]!['QUERY PLAN'][0]!.Plan);
  const tables = scans.filter((scan) => scan['Node Type'] === 'Seq Scan' && rowsRead(scan) > 0);
  expect(tables).toEqual([]);
  expect(scans.reduce((sum, scan) => sum + rowsRead(scan), 0)).toBeLessThan(500);
});

interface Plan {
  readonly Plan: PlanNode;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

function rowsRead(scan: PlanNode): number {
  return scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0);
}

function scansOf(node: PlanNode): PlanNode[] {
  const below = (node.Plans ?? []).flatMap(scansOf);
  return node['Relation Name'] === undefined ? below : [node, ...below];
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 24 * 3_600_000);
}
