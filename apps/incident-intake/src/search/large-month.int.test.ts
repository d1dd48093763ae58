import { rows, type Database } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyIncident } from '../../test/every-incident.ts';
import { nodesOf, rowsRead, sum, thrownAway, type Explained } from '../../test/explained.ts';
import { openLargeMonth } from '../../test/store-months.ts';
import { candidateStatement } from '../duplicates/candidates.store.ts';
import type { Incident } from '../incident/module.ts';
import { listStatement, searchOf, type IncidentFilter } from '../incident/list-statement.store.ts';
import { stretchesBack } from '../incident/stretches.store.ts';

const DAY_MS = 24 * 3_600_000;
const BEGIN = beginOfStored();

let stored: Awaited<ReturnType<typeof openLargeMonth>>;
beforeAll(async () => {
  stored = await openLargeMonth();
});
afterAll(() => stored.close());

const ALL = everyIncident(new Date(BEGIN + 20 * DAY_MS));
const OFFICER = 'd3d94468-02a4-4259-755d-38e6d163e820';
const DAY = { receivedFrom: new Date(BEGIN + 5 * DAY_MS), receivedTo: new Date(BEGIN + 6 * DAY_MS) };

test.each<[string, Partial<IncidentFilter>]>([
  ['of a hromada', { hromadaCode: 'UA-7' }],
  ['of an oblast', { oblastCode: 'UA-OBLAST-7' }],
  ['of an officer', { responsibleOfficerId: OFFICER }],
  ['of a day in an oblast', { oblastCode: 'UA-OBLAST-7', ...DAY }],
  ['of a rare state in an oblast', { oblastCode: 'UA-OBLAST-7', states: ['reopened'] }],
  ['of unrouted incidents in a hromada', { unroutedOnly: true, hromadaCode: 'UA-200' }],
  ['of unrouted incidents in an oblast', { unroutedOnly: true, oblastCode: 'UA-OBLAST-0' }],
])('a page %s reads few rows of a large month', async (_of, narrowed) => {
  const filter = { ...ALL, ...narrowed };
  const [newest] = stretchesBack(filter.receivedFrom, filter.receivedTo, undefined, filter.asOf);
  const { sql, values } = listStatement(filter, searchOf(filter)!, newest!, 51);
  const { read, discarded } = await rowsOf(stored.database, sql, values);
  expect(read).toBeLessThan(1_000);
  expect(discarded).toBeLessThan(60);
});

test('candidates for a duplicate are read by oblast and category, not from all incidents of the week', async () => {
  const occurredAt = new Date(BEGIN + 2 * DAY_MS);
  const subject = {
    incidentId: '01a71250-0400-7000-8000-000000000000',
    category: 'gas',
    hromadaCode: 'UA-7',
    occurredAt,
  } as Incident;
  const area = {
    occurredFrom: new Date(occurredAt.getTime() - DAY_MS),
    occurredTo: new Date(occurredAt.getTime() + DAY_MS),
    receivedTo: new Date(occurredAt.getTime() + 8 * DAY_MS),
    box: undefined,
    objects: {},
  };
  const { sql, values } = candidateStatement(subject, area, ['UA-OBLAST-7']);
  // 78,000 incidents in nine days, of 20 oblasts and four categories.
  expect((await rowsOf(stored.database, sql, values)).read).toBeLessThan(2_000);
});

async function rowsOf(database: Database, sql: string, values: readonly unknown[]) {
  const [explained] = await rows<Explained>(
    database.em.fork(),
    `explain (analyze, format json, buffers off) ${sql}`,
    values,
  );
  const scans = nodesOf(explained!).filter((node) => node['Relation Name'] !== undefined);
  return { read: sum(scans, rowsRead), discarded: sum(scans, thrownAway) };
}

function beginOfStored(): number {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 15);
}
