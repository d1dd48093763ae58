import { followUpVisitOverdue } from '@safe-community/events';
import { createUnitOfWork, createWakeup } from '@safe-community/ledger';
import { eventually, refusalOf } from '@safe-community/testkit';
import { loadKeyring } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellOverdueVisits } from './tell-overdue-visits.app.ts';
import type { ViolenceBook } from './violence-ports.app.ts';
import { violenceBook } from './violence-book.store.ts';
import { erasure } from '../retention/erasure.store.ts';
import { systemOrigin } from '../incident/system-origin.adapter.ts';
import { VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { reported, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

let intake: RunningIntake;
let violence: ViolenceClient;
beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
});
afterAll(async () => {
  violence.close();
  await intake.stop();
});

const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);

test('an overdue visit is told of once, also by a service that was down when it fell due', async () => {
  const incidentId = await opened();
  const { visitId } = await violence.planVisit(incidentId, inHours(1));
  const { visitId: done } = await violence.planVisit(incidentId, inHours(1));
  await violence.recordVisit(incidentId, done);
  await violence.planVisit(incidentId, inHours(3));
  await intake.sql(`update dv_visit set due_at = due_at - interval '2 hours' where incident_id = $1`, [incidentId]);
  await intake.restart();
  await eventually(async () => expect(await toldOf(incidentId)).not.toEqual([]));
  await intake.restart();
  await tellAll();
  const [visit] = await intake.sql('select due_at from dv_visit where visit_id = $1', [visitId]);
  expect(await toldOf(incidentId)).toMatchObject([
    { visitId, hromadaCode: VINNYTSIA, dueTime: new Date(String(visit?.['due_at'])) },
  ]);
});

test('several replicas tell of each visit once', async () => {
  const incidentId = await opened();
  for (let index = 0; index < 12; index += 1) await violence.planVisit(incidentId, inHours(1));
  await intake.sql(`update dv_visit set due_at = due_at - interval '2 hours' where incident_id = $1`, [incidentId]);
  await Promise.all(Array.from({ length: 6 }, () => tellAll()));
  const told = await toldOf(incidentId);
  expect(told.length).toBe(12);
  expect(new Set(told.map(({ visitId }) => visitId)).size).toBe(12);
});

test('a run does not wait for another one that tells of the same visits, nor tells of them again', async () => {
  const incidentId = await opened();
  for (let index = 0; index < 3; index += 1) await violence.planVisit(incidentId, inHours(30));
  // Overdue for these two runs only: the job of the service leaves them alone.
  const origin = { ...systemOrigin, now: () => inHours(31) };
  const [taken, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const book = violenceBook(loadKeyring(intake.keysDir));
  const slow: ViolenceBook = {
    ...book,
    async takeOverdue(...order) {
      const visits = await book.takeOverdue(...order);
      taken.resolve();
      await done.promise;
      return visits;
    },
  };
  const first = tellAll({ origin, violence: slow });
  await taken.promise;
  const second = tellAll({ origin, violence: impatient(book) });
  await expect(second.finally(() => done.resolve())).resolves.toBe(0);
  expect(await first).toBeGreaterThanOrEqual(3);
  expect(await toldOf(incidentId)).toHaveLength(3);
});

test('due visits are listed oldest first, page by page, by hromada, until they are done', async () => {
  const incidentId = await opened();
  const planned: string[] = [];
  for (const hours of [5, 4, 6, 7]) planned.push((await violence.planVisit(incidentId, inHours(hours))).visitId);
  const [five, four, six] = planned as [string, string, string, string];
  // Two that are due at the same time must not be lost between pages.
  await intake.sql(
    'update dv_visit set due_at = (select due_at from dv_visit where visit_id = $1) where visit_id = $2',
    [six, five],
  );
  const request = { dueBefore: inHours(6.5), hromadaCode: VINNYTSIA, pageSize: 1 };
  const mine = await allPages(request, incidentId);
  expect(mine).toEqual([four, ...[five, six].toSorted()]);
  await violence.recordVisit(incidentId, four);
  expect(await allPages(request, incidentId)).toEqual([five, six].toSorted());
  expect(await allPages({ ...request, hromadaCode: 'UA80000000000093317' }, incidentId)).toEqual([]);
  expect(await allPages({ ...request, dueBefore: undefined }, incidentId)).toEqual([]);
  const { nextPageToken } = await violence.listDueVisits(request);
  const told = await refusalOf(violence.listDueVisits({ ...request, hromadaCode: '', pageToken: nextPageToken }));
  expect(told).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test('who lists due visits says why, and has read each case of the page: all are recorded, as one', async () => {
  const [one, other] = [await opened(), await opened()];
  for (const incidentId of [one, one, other]) await violence.planVisit(incidentId, inHours(100));
  await intake.sql(`update dv_visit set hromada_code = 'UA01000000000099999' where incident_id = any ($1)`, [
    [one, other],
  ]);
  const request = { dueBefore: inHours(101), hromadaCode: 'UA01000000000099999' };
  expect(await refusalOf(violence.listDueVisits({ ...request, reason: '' }))).toMatchObject({ fields: ['reason'] });
  expect(await readsOf([one, other])).toEqual([]);
  expect((await violence.listDueVisits(request)).visits).toHaveLength(3);
  const reads = await readsOf([one, other]);
  expect(reads.map(({ incident_id }) => incident_id)).toEqual([one, other].toSorted());
  expect(new Set(reads.map(({ method }) => method))).toEqual(
    new Set(['safecommunity.incidents.v1.DomesticViolenceService/ListDueVisits']),
  );
  expect(new Set(reads.map(({ transaction }) => transaction)).size).toBe(1);
});

test('of an erased case nothing sealed and no pseudonym is left, no visit is due, and times and counts stay', async () => {
  const [incidentId, other] = [await opened(), await opened()];
  await violence.assessRisk(incidentId);
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  await violence.extendByCourt(incidentId, orderId);
  await violence.referVictim(incidentId);
  const { visitId } = await violence.planVisit(incidentId, inHours(0));
  await violence.recordVisit(incidentId, visitId);
  await violence.planVisit(incidentId, inHours(1));
  const linked = async () => (await violence.getCase(other)).case?.otherIncidentIds;
  expect(await linked()).toContain(incidentId);

  await intake.sql(`update dv_visit set due_at = due_at - interval '2 hours' where incident_id = $1`, [incidentId]);
  await intake.database.em.fork().transactional((em) => erasure.erase(em, incidentId, new Date()));
  for (const table of ['dv_case', 'dv_order', 'dv_referral', 'dv_visit']) {
    const rows = await intake.sql(`select * from ${table} where incident_id = $1`, [incidentId]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap((row) => Object.values(row)).filter((value) => Buffer.isBuffer(value))).toEqual([]);
  }
  const [row] = await intake.sql('select version, offender_pseudonym from dv_case where incident_id = $1', [
    incidentId,
  ]);
  expect(row).toEqual({ version: 8, offender_pseudonym: null });
  expect(await linked()).not.toContain(incidentId);
  const calls = [
    () => violence.getCase(incidentId),
    () => violence.recordCase(incidentId),
    () => violence.assessRisk(incidentId),
    () => violence.planVisit(incidentId, inHours(1)),
  ];
  for (const call of calls) expect(await refusalOf(call())).toMatchObject({ reason: 'PERSONAL_DATA_ERASED' });
  await tellAll();
  expect(await toldOf(incidentId)).toEqual([]);
  expect(await allPages({}, incidentId)).toEqual([]);
});

async function opened(): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId);
  return incidentId;
}

function readsOf(incidentIds: readonly string[]) {
  return intake.sql(
    `select incident_id, method, xmin::text as transaction from sensitive_read where incident_id = any ($1)
     order by incident_id`,
    [incidentIds],
  );
}

function tellAll(more: Partial<Parameters<typeof tellOverdueVisits>[0]> = {}): Promise<number> {
  return tellOverdueVisits({
    violence: violenceBook(loadKeyring(intake.keysDir)),
    unitOfWork: createUnitOfWork(intake.database, createWakeup()),
    origin: systemOrigin,
    ...more,
  });
}

/** Fails rather than wait for a lock. */
function impatient(book: ViolenceBook): ViolenceBook {
  return {
    ...book,
    async takeOverdue(em, ...order) {
      await em.execute(`set local lock_timeout = '1s'`);
      return book.takeOverdue(em, ...order);
    },
  };
}

async function toldOf(incidentId: string) {
  const found = await intake.sql('select body from ledger_event where type = $1 order by position', [
    followUpVisitOverdue.type,
  ]);
  return found
    .map(({ body }) => followUpVisitOverdue.decode(body as Buffer))
    .filter((message) => message.incidentId === incidentId);
}

/** Visits of the incident, in the order of the list. */
async function allPages(
  request: Parameters<ViolenceClient['listDueVisits']>[0],
  incidentId: string,
): Promise<string[]> {
  const found: string[] = [];
  let pageToken = '';
  do {
    const page = await violence.listDueVisits({ ...request, pageToken });
    found.push(...page.visits.filter((visit) => visit.incidentId === incidentId).map(({ visitId }) => visitId));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return found;
}
