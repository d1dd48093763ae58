import { followUpVisitOverdue } from '@safe-community/events';
import { createUnitOfWork, createWakeup, type UnitOfWork } from '@safe-community/ledger';
import { eventually, refusalOf } from '@safe-community/testkit';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportOverdueVisits, type OverdueVisitsRuntime } from './overdue-visits.jobs.ts';
import { erasePersonalData } from '../retention/retention.store.ts';
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

test('an overdue visit is reported once, even by a service that was down when it became overdue', async () => {
  const incidentId = await opened();
  const { visitId } = await violence.planVisit(incidentId, inHours(1));
  const { visitId: done } = await violence.planVisit(incidentId, inHours(1));
  await violence.recordVisit(incidentId, done);
  await violence.planVisit(incidentId, inHours(3));
  await intake.sql(`update dv_visit set due_at = due_at - interval '2 hours' where incident_id = $1`, [incidentId]);
  await intake.restart();
  await eventually(async () => expect(await reportedOf(incidentId)).not.toEqual([]));
  await intake.restart();
  await reportAll();
  const [visit] = await intake.sql('select due_at from dv_visit where visit_id = $1', [visitId]);
  expect(await reportedOf(incidentId)).toMatchObject([
    { visitId, hromadaCode: VINNYTSIA, dueTime: new Date(String(visit?.['due_at'])) },
  ]);
});

test('several replicas report each visit once', async () => {
  const incidentId = await opened();
  for (let index = 0; index < 12; index += 1) await violence.planVisit(incidentId, inHours(1));
  await intake.sql(`update dv_visit set due_at = due_at - interval '2 hours' where incident_id = $1`, [incidentId]);
  await Promise.all(Array.from({ length: 6 }, () => reportAll()));
  const overdue = await reportedOf(incidentId);
  expect(overdue.length).toBe(12);
  expect(new Set(overdue.map(({ visitId }) => visitId)).size).toBe(12);
});

test('a run neither waits for a concurrent run with the same visits nor reports them again', async () => {
  const incidentId = await opened();
  for (let index = 0; index < 3; index += 1) await violence.planVisit(incidentId, inHours(30));
  // Overdue for these two runs only: for the job of the service they are not due yet.
  const clock = { ...systemClock, now: () => inHours(31) };
  const [taken, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const unitOfWork = createUnitOfWork(intake.database, createWakeup());
  const slow: Pick<UnitOfWork, 'record'> = {
    record: (work) =>
      unitOfWork.record(async (tx) => {
        const outcome = await work(tx);
        taken.resolve();
        await done.promise;
        return outcome;
      }),
  };
  const first = reportAll({ clock, unitOfWork: { ...unitOfWork, ...slow } });
  await taken.promise;
  const second = reportAll({ clock, unitOfWork: { ...unitOfWork, ...impatient(unitOfWork) } });
  await expect(second.finally(() => done.resolve())).resolves.toBe(0);
  expect(await first).toBeGreaterThanOrEqual(3);
  expect(await reportedOf(incidentId)).toHaveLength(3);
});

test('due visits are listed oldest first, page by page, by hromada, until they are done', async () => {
  const incidentId = await opened();
  const planned: string[] = [];
  for (const hours of [5, 4, 6, 7]) planned.push((await violence.planVisit(incidentId, inHours(hours))).visitId);
  const [five, four, six] = planned as [string, string, string, string];
  // Neither of two visits that are due at the same time may be lost between pages.
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
  const refusal = await refusalOf(violence.listDueVisits({ ...request, hromadaCode: '', pageToken: nextPageToken }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test('a list of due visits needs a reason and is recorded as a read of each of its cases, in one transaction', async () => {
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

test('an erased case keeps no ciphertext, no pseudonym and no due visit; times and counts stay', async () => {
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
  await intake.database.em.fork().transactional((tx) => erasePersonalData(tx, incidentId, new Date()));
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
  await reportAll();
  expect(await reportedOf(incidentId)).toEqual([]);
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

function reportAll(more: Partial<OverdueVisitsRuntime> = {}): Promise<number> {
  return reportOverdueVisits({
    unitOfWork: createUnitOfWork(intake.database, createWakeup()),
    clock: systemClock,
    ...more,
  });
}

/** Fails instead of waiting for a lock. */
function impatient(unitOfWork: UnitOfWork): Pick<UnitOfWork, 'record'> {
  return {
    record: (work) =>
      unitOfWork.record(async (tx) => {
        await tx.execute(`set local lock_timeout = '1s'`);
        return work(tx);
      }),
  };
}

async function reportedOf(incidentId: string) {
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
