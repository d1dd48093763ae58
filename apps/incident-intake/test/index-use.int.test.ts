import { randomUUID } from 'node:crypto';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { forgetAnswers } from '@safe-community/ledger';
import { createKeyFile, LiveKeyring } from '@safe-community/security/encryption';
import { createLogger } from '@safe-community/telemetry';
import { testFolder } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDue, takeOverdue } from '../src/domestic-violence/due-visits.store.ts';
import { countOthers } from '../src/domestic-violence/linked-cases.store.ts';
import { ordersOf } from '../src/domestic-violence/case-orders.store.ts';
import { referralsOf, visitsOf } from '../src/domestic-violence/case-parts.store.ts';
import { findAtScene, listExpiring } from '../src/domestic-violence/orders-in-force.store.ts';
import { nameEveryCase } from '../src/domestic-violence/named-case.store.ts';
import { countAdditions } from '../src/follow-up/additions.store.ts';
import { lockDue } from '../src/incident/erasure.store.ts';
import { countDuplicates } from '../src/incident/merged.store.ts';
import { respondersOf } from '../src/incident/responders.store.ts';
import { sensitiveReads } from '../src/incident/sensitive-reads.store.ts';
import { requestsWithin } from '../src/public-requests/nearby-requests.store.ts';
import { listRequests, type RequestFilter } from '../src/public-requests/public-requests.store.ts';
import { holdsInForce } from '../src/retention/retention.store.ts';
import { lockOverdue } from '../src/incident/misrouted.store.ts';
import { countOutcomes } from '../src/sanctions/outcomes.store.ts';
import { indexReporters } from '../src/search/reporter-index.jobs.ts';
import { reporterFinder } from '../src/incident/reporter-search.store.ts';
import { executionsOf } from '../src/works/works.store.ts';
import { openStoredMonths } from './store-months.ts';

// Lists, re-routing, suggestions and the audit have tests of their own plans.

let stored: Awaited<ReturnType<typeof openStoredMonths>>;
let keyring: LiveKeyring;
beforeAll(async () => {
  // With one connection, its counters are flushed by the next statement.
  stored = await openStoredMonths(1);
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  keyring = new LiveKeyring(keysDir);
});
afterAll(() => stored.close());

const ID = randomUUID();
const NOW = new Date();
const DAY_AGO = new Date(NOW.getTime() - 24 * 3_600_000);
const UPDATED_TODAY: RequestFilter = {
  requestIds: [],
  categories: ['infrastructure'],
  states: [],
  hromadaCode: '',
  received: undefined,
  updated: { from: DAY_AGO, to: NOW },
};
const BOX = { south: 49.23, north: 49.24, west: 28.46, east: 28.48 };
const quiet = createLogger({ service: 'incident-intake', level: 'fatal', destination: { write: () => undefined } });
const cipher = {} as Parameters<typeof ordersOf>[1];

const expiring = (database: Database) =>
  listExpiring(database, { now: NOW, endsBefore: new Date(NOW.getTime() + 1), within: ['UA%'] }, undefined, 10);
const atScene = async (database: Database) =>
  findAtScene(
    database,
    keyring,
    { incidentId: await caseId(database.em.fork()), hromadaCode: 'UA05020030000031457', address: 'вул. 1' },
    NOW,
    () => true,
  );

async function caseId(em: EntityManager): Promise<string> {
  const [first] = await rows<{ incident_id: string }>(
    em,
    'select incident_id from incident order by incident_id limit 1',
  );
  return first?.incident_id ?? ID;
}

/** With an order of one case that is in force for a moment more. */
async function withOrder(database: Database): Promise<Database> {
  await database.em.fork().transactional(async (tx) => {
    await nameEveryCase(tx);
    await rows(
      tx,
      'insert into dv_case (incident_id, version, opened_at) values ($1, 1, now()) on conflict do nothing',
      [await caseId(tx)],
    );
    await rows(
      tx,
      `insert into dv_order (order_id, incident_id, kind, measures, valid_from, valid_to, recorded_at)
       values (gen_random_uuid(), $1, 'urgent', '{}', $2, $2, $2)`,
      [await caseId(tx), NOW],
    );
  });
  return database;
}

test.each<[string, (database: Database, em: EntityManager) => Promise<unknown>]>([
  ['incident_due', (_, em) => lockOverdue(em, NOW, 10)],
  ['incident_to_erase', (_, em) => lockDue(em, NOW, 10)],
  ['incident_merged', (_, em) => countDuplicates(em, ID)],
  ['incident_of_reporter', (database) => reporterFinder(database, keyring).find('+380440000000', undefined, 10)],
  ['incident_unindexed_reporter', (database) => indexReporters(database, keyring, quiet)()],
  ['incident_published', (_, em) => listRequests(em, UPDATED_TODAY, { after: undefined, skip: 0, most: 10 })],
  ['incident_published_place', (_, em) => requestsWithin(em, 'infrastructure', BOX, DAY_AGO)],
  ['responder_of_incident', (_, em) => respondersOf(em, ID)],
  ['report_addition_of_incident', (_, em) => countAdditions(em, ID)],
  ['outcome_of_incident', (_, em) => countOutcomes(em, ID)],
  ['works_execution_of_incident', (_, em) => executionsOf(em, ID)],
  ['legal_hold_of_incident', (_, em) => holdsInForce(em, ID)],
  [
    'sensitive_read_of_incident',
    (database) => sensitiveReads(database, keyring).list({ incidentId: ID, system: '' }, undefined, 10, false),
  ],
  [
    'sensitive_read_by_system',
    (database) => sensitiveReads(database, keyring).list({ incidentId: '', system: 'a' }, undefined, 10, false),
  ],
  ['dv_order_of_case', (_, em) => ordersOf(em, cipher, ID)],
  ['dv_order_step_of_case', (_, em) => ordersOf(em, cipher, ID)],
  ['dv_order_expiring', (database) => expiring(database)],
  ['dv_order_extended', async (database) => expiring(await withOrder(database))],
  ['dv_order_step_of_order', async (database) => atScene(await withOrder(database))],
  ['dv_case_of_home', (database) => atScene(database)],
  ['dv_referral_of_case', (_, em) => referralsOf(em, cipher, ID)],
  ['dv_visit_of_case', (_, em) => visitsOf(em, cipher, ID)],
  ['dv_visit_due', (database) => listDue(database, { dueBy: NOW, within: ['UA%'] }, undefined, 10)],
  ['dv_visit_untold', (_, em) => takeOverdue(em, NOW, 10)],
  ['dv_case_of_offender', (database) => countOthers(database, ID)],
  ['request_record_answered', (_, em) => forgetAnswers(em, 90)],
])('the index %s is used by the query that it names', async (index, run) => {
  const { database } = stored;
  const before = await scansOf(index);
  await run(database, database.em.fork());
  expect(await scansOf(index)).toBeGreaterThan(before);
});

/** Of the index, and of its parts in months. */
async function scansOf(index: string): Promise<number> {
  const em = stored.database.em.fork();
  await rows(em, 'select pg_stat_force_next_flush()');
  const [found] = await rows<{ scans: string }>(
    em,
    `select coalesce(sum(idx_scan), 0) as scans from pg_stat_all_indexes
     where indexrelid = $1::regclass or indexrelid in (select inhrelid from pg_inherits where inhparent = $1::regclass)`,
    [index],
  );
  return Number(found?.scans ?? 0);
}
