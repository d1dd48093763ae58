import { rows } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CATEGORIES, isSensitive } from '../catalogue/module.ts';
import { OPEN_STATES } from './states.ts';
import { listStatement, searchOf, type IncidentFilter } from './list-statement.store.ts';
import { stretchesBack } from './stretches.store.ts';
import { everyIncident } from '../../test/every-incident.ts';
import { nodesOf, rowsRead, sum, thrownAway, type Explained } from '../../test/explained.ts';
import { indexesOf } from '../../test/indexes-of.ts';
import { openStoredMonths } from '../../test/store-months.ts';

let stored: Awaited<ReturnType<typeof openStoredMonths>>;
beforeAll(async () => {
  stored = await openStoredMonths();
});
afterAll(() => stored.close());

const ALL = everyIncident(inDays(300));
const ORDINARY = CATEGORIES.filter((category) => !isSensitive(category));
const OFFICER = 'd3d94468-02a4-4259-755d-38e6d163e820';
/** A page of each branch: states by categories. */
const SORTED = 51 * 5 * 4;

test.each<[string, Partial<IncidentFilter>]>([
  ['of all', {}],
  ['of all except sensitive incidents', { categories: ORDINARY }],
  ['of a hromada', { hromadaCode: 'UA-7' }],
  ['of a hromada except sensitive incidents', { hromadaCode: 'UA-7', categories: ORDINARY }],
  ['of a category in a hromada', { hromadaCode: 'UA-7', categories: ['domestic_violence'] }],
  ['of an oblast', { oblastCode: 'UA-OBLAST-7', categories: ORDINARY }],
  ['of an officer', { responsibleOfficerId: OFFICER, categories: ORDINARY }],
  ['of a category', { categories: ['gas'] }],
  ['of a state', { states: ['on_scene'] }],
  ['of a state without incidents', { states: ['reopened'] }],
  ['of open incidents in a hromada', { states: OPEN_STATES, hromadaCode: 'UA-10', categories: ORDINARY }],
  ['of open incidents of an officer', { states: OPEN_STATES, responsibleOfficerId: OFFICER }],
  ['of a state of a category in an oblast', { states: ['rejected'], categories: ['gas'], oblastCode: 'UA-OBLAST-11' }],
  ['of unrouted incidents', { unroutedOnly: true }],
  ['of unrouted incidents in a hromada', { unroutedOnly: true, hromadaCode: 'UA-200' }],
  ['of unrouted incidents in an oblast', { unroutedOnly: true, oblastCode: 'UA-OBLAST-0', categories: ORDINARY }],
  ['of overdue incidents', { overdueOnly: true }],
  ['of overdue incidents in a hromada', { overdueOnly: true, hromadaCode: 'UA-0', categories: ORDINARY }],
  ['of overdue incidents in an oblast', { overdueOnly: true, oblastCode: 'UA-OBLAST-0' }],
  ['of overdue incidents of an officer', { overdueOnly: true, responsibleOfficerId: OFFICER }],
  ['of a day', { receivedFrom: inDays(100), receivedTo: inDays(101) }],
  ['of a day in an oblast', { receivedFrom: inDays(100), receivedTo: inDays(101), oblastCode: 'UA-OBLAST-7' }],
])('a page %s reads few rows beyond its own by an index and sorts few', async (_of, narrowed) => {
  const filter = { ...ALL, ...narrowed };
  for (const stretch of stretchesBack(filter.receivedFrom, filter.receivedTo, undefined, filter.asOf)) {
    const { sql, values } = listStatement(filter, searchOf(filter)!, stretch, 51);
    const [explained] = await rows<Explained>(
      stored.database.em.fork(),
      `explain (analyze, format json, buffers off) ${sql}`,
      values,
    );
    const nodes = nodesOf(explained!);
    const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
    expect(scans.filter((scan) => scan['Node Type'] === 'Seq Scan' && rowsRead(scan) > 0)).toEqual([]);
    expect(sum(scans, rowsRead)).toBeLessThan(1_000);
    expect(sum(scans, thrownAway)).toBeLessThan(60);
    const sorts = nodes.filter((node) => node['Node Type'].endsWith('Sort'));
    expect(sum(sorts, (sort) => sum(sort.Plans ?? [], rowsRead))).toBeLessThan(SORTED);
  }
});

test.each<[string, string, Partial<IncidentFilter>]>([
  ['of a state', 'incident_listed', { states: ['on_scene'] }],
  ['of a hromada', 'incident_of_hromada', { hromadaCode: 'UA-7' }],
  ['of an oblast', 'incident_of_oblast', { oblastCode: 'UA-OBLAST-7' }],
  ['of an officer', 'incident_of_officer', { responsibleOfficerId: OFFICER }],
  ['of an officer in a hromada', 'incident_of_officer', { responsibleOfficerId: OFFICER, hromadaCode: 'UA-7' }],
  ['of tests', 'incident_listed_test', { testsOnly: true }],
  ['of tests in a hromada', 'incident_listed_test', { testsOnly: true, hromadaCode: 'UA-7' }],
  ['of unrouted incidents', 'incident_unrouted', { unroutedOnly: true }],
  ['of unrouted incidents in a hromada', 'incident_to_route', { unroutedOnly: true, hromadaCode: 'UA-200' }],
  ['of unrouted ones in an oblast', 'incident_unrouted_of_oblast', { unroutedOnly: true, oblastCode: 'UA-OBLAST-0' }],
  ['of overdue incidents', 'incident_escalated', { overdueOnly: true }],
  ['of overdue ones in a hromada', 'incident_escalated_of_hromada', { overdueOnly: true, hromadaCode: 'UA-0' }],
  ['of overdue ones in an oblast', 'incident_escalated_of_oblast', { overdueOnly: true, oblastCode: 'UA-OBLAST-0' }],
  [
    'of overdue ones of an officer',
    'incident_escalated_of_officer',
    { overdueOnly: true, responsibleOfficerId: OFFICER },
  ],
])('a page %s is read by the index %s', async (_of, index, narrowed) => {
  const filter = { ...ALL, ...narrowed };
  const used = new Set<string>();
  for (const stretch of stretchesBack(undefined, undefined, undefined, filter.asOf)) {
    const { sql, values } = listStatement(filter, searchOf(filter)!, stretch, 51);
    for (const name of await indexesOf(stored.database, sql, values)) used.add(name);
  }
  used.delete('incident_pkey');
  if (filter.overdueOnly) used.delete('incident_due');
  expect([...used]).toEqual([index]);
});

test('a page of the newest month does not read the others', async () => {
  const [newest] = stretchesBack(undefined, undefined, undefined, ALL.asOf);
  const { sql, values } = listStatement({ ...ALL, hromadaCode: 'UA-7' }, searchOf(ALL)!, newest!, 51);
  const plan = await rows<{ 'QUERY PLAN': string }>(stored.database.em.fork(), `explain ${sql}`, values);
  const tables = new Set(plan.flatMap((row) => /incident_(?:\d{4}_\d\d|default)/.exec(row['QUERY PLAN']) ?? []));
  expect(tables.size).toBe(2);
});

function inDays(days: number): Date {
  return new Date(Date.now() + days * 24 * 3_600_000);
}
