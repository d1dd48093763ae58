import { randomUUID } from 'node:crypto';
import {
  type WorksList,
  WorksReturnReason,
  WorksServiceService as Works,
  WorksState,
} from '@safe-community/contracts/incidents/v1/works_service.ts';
import { SanctionKind } from '@safe-community/contracts/incidents/v1/law.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { endOfCase, PROTOCOL, type EndOfCase } from '../../test/end-of-case.ts';
import { fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
let ends: EndOfCase;
let works: TestClient<typeof Works>;
let unprivileged: TestClient<typeof Works>;
const TODAY = kyivDay(new Date());
const YESTERDAY = addDays(TODAY, -1);
const LIST: WorksList = {
  hromadaCode: VINNYTSIA,
  validFrom: `${YESTERDAY.slice(0, 4)}-01-01`,
  decision: 'рішення № 12',
  items: [{ code: 'park', work: 'прибирання', object: 'парк' }],
};
beforeAll(async () => {
  intake = await runIntake();
  ends = endOfCase(intake);
  works = testClient(Works, intake.port);
  unprivileged = testClient(Works, intake.port, 'nats');
  await works.recordWorksList({ list: LIST });
});
afterAll(async () => {
  for (const client of [ends, works, unprivileged]) client.close();
  await intake.stop();
});

const WORKS = {
  article: '173-2',
  part: 1,
  offenceDate: '2025-03-01',
  hours: 30,
  hoursPerDay: 4,
  minor: false,
  work: '',
};

async function imposed(change: Partial<typeof WORKS> = {}, category: IncidentCategory = IncidentCategory.FIRE) {
  const { incidentId } = await intake.report({ report: fire({ category }) });
  const { outcomeId } = await ends.record(incidentId, { $case: 'communityWorks', value: { ...WORKS, ...change } });
  return { incidentId, outcomeId, expectedVersion: 0 };
}

const REFERRAL = { effectiveDate: YESTERDAY, referredDate: YESTERDAY, itemCode: 'park' };

async function referred(change: Partial<typeof WORKS> = {}, category?: IncidentCategory) {
  const step = await imposed(change, category);
  await works.referWorks({ ...step, ...REFERRAL });
  return step;
}

test('works are referred, worked, and returned to the court; a repeated request changes nothing', async () => {
  const step = await imposed();
  const requestId = randomUUID();
  const first = await works.referWorks({ ...step, ...REFERRAL, requestId });
  expect(first).toEqual({ version: 3, dueDate: TODAY, late: false });
  expect(await works.referWorks({ ...step, ...REFERRAL, requestId })).toEqual(first);
  expect(await works.recordWorkDay({ ...step, day: YESTERDAY, hours: 4 })).toMatchObject({
    hoursWorked: 4,
    hoursLeft: 26,
  });
  await works.recordWorkDay({ ...step, day: YESTERDAY, hours: 3, missedHours: 1 });
  await works.recordWorkDay({ ...step, day: TODAY, missedHours: 4 });
  expect(await refusalOf(works.completeWorks({ ...step, completedDate: TODAY }))).toMatchObject({
    reason: 'HOURS_MISSING',
  });
  await works.returnWorks({ ...step, returnedDate: TODAY, reason: WorksReturnReason.EVASION });
  const { works: found } = await works.listWorks({ incidentId: step.incidentId });
  expect(found).toMatchObject([
    {
      outcomeId: step.outcomeId,
      works: SanctionKind.COMMUNITY_WORKS,
      hours: 30,
      state: WorksState.RETURNED,
      ...REFERRAL,
      late: false,
      endedDate: TODAY,
      returnReason: WorksReturnReason.EVASION,
      days: [
        { day: YESTERDAY, hours: 3, missedHours: 1 },
        { day: TODAY, hours: 0, missedHours: 4 },
      ],
    },
  ]);
  const again = works.recordWorkDay({ ...step, day: TODAY, hours: 1 });
  expect(await refusalOf(again)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'WORKS_ENDED' });
});

test('hours over a daily limit that is not confirmed are recorded and marked, those of minors by their own limit', async () => {
  const setStatus = (status: string) => intake.sql('update works_rule set status = $1', [status]);
  await setStatus('unconfirmed');
  onTestFinished(async () => void (await setStatus('confirmed')));
  for (const [minor, limit] of [
    [false, 4],
    [true, 2],
  ] as const) {
    for (const hours of [limit, limit + 1]) {
      const { incidentId } = await intake.report({ report: fire() });
      const value = { ...WORKS, minor, hoursPerDay: hours };
      expect(await ends.record(incidentId, { $case: 'communityWorks', value })).toMatchObject({
        outsideUnconfirmedBound: hours > limit,
      });
      const step = await referred({ minor, hoursPerDay: limit });
      expect(await works.recordWorkDay({ ...step, day: YESTERDAY, hours })).toMatchObject({
        hoursWorked: hours,
        outsideUnconfirmedLimit: hours > limit,
      });
    }
  }
});

test('works are completed when the imposed hours are worked', async () => {
  const step = await referred();
  await intake.sql(`insert into works_day select $1, $2::date - n, 3, 0 from generate_series(1, 10) n`, [
    step.outcomeId,
    YESTERDAY,
  ]);
  await works.completeWorks({ ...step, completedDate: TODAY });
  const { works: found } = await works.listWorks({ incidentId: step.incidentId });
  expect(found).toMatchObject([{ state: WorksState.COMPLETED, endedDate: TODAY, returnReason: 0 }]);
});

test('the daily limit is that of the law, for adults and for minors', async () => {
  const adult = await referred();
  await expect(works.recordWorkDay({ ...adult, day: TODAY, hours: 5 })).rejects.toThrow(
    /1 to 4 by the rule of execution of community works/,
  );
  const minor = await referred({ minor: true, hoursPerDay: 2 });
  expect((await refusalOf(works.recordWorkDay({ ...minor, day: TODAY, hours: 3 }))).fields).toEqual(['hours']);
  expect(await works.recordWorkDay({ ...minor, day: TODAY, hours: 2 })).toMatchObject({ hoursLeft: 28 });
});

test('a late referral is recorded as late', async () => {
  const effectiveDate = addDays(TODAY, -3);
  const late = await works.referWorks({ ...(await imposed()), ...REFERRAL, effectiveDate });
  expect(late).toMatchObject({ dueDate: addDays(TODAY, -2), late: true });
});

test('works outside the list of the hromada are refused with the list, and change nothing', async () => {
  const step = await imposed();
  const before = await intake.counts();
  const outside = works.referWorks({ ...step, ...REFERRAL, itemCode: 'school' });
  await expect(outside).rejects.toThrow(/item_code must be in the list of works of .*рішення № 12; from .*-12-31/);
  const lastYear = `${Number(LIST.validFrom.slice(0, 4)) - 1}-12-31`;
  const old = works.referWorks({ ...step, ...REFERRAL, effectiveDate: lastYear, referredDate: lastYear });
  expect(await refusalOf(old)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'WORKS_LIST_MISSING' });
  expect(await intake.counts()).toEqual(before);
});

test('refuses steps of works that are unknown, revoked, not referred or invalid', async () => {
  const step = await imposed();
  const early = works.recordWorkDay({ ...step, day: TODAY, hours: 1 });
  expect(await refusalOf(early)).toMatchObject({ reason: 'NOT_REFERRED' });
  const invalid = works.referWorks({ ...step, ...REFERRAL, effectiveDate: 'today', referredDate: 'x' });
  expect((await refusalOf(invalid)).fields).toEqual(['effective_date', 'referred_date']);
  expect((await refusalOf(works.returnWorks({ ...step, outcomeId: 'x' }))).fields).toEqual([
    'outcome_id',
    'returned_date',
    'reason',
  ]);
  const protocol = await ends.record(step.incidentId, PROTOCOL);
  const other = works.referWorks({ ...step, ...REFERRAL, outcomeId: protocol.outcomeId });
  expect(await refusalOf(other)).toMatchObject({ code: 'NOT_FOUND' });
  await works.referWorks({ ...step, ...REFERRAL });
  const twice = works.referWorks({ ...step, ...REFERRAL });
  expect(await refusalOf(twice)).toMatchObject({ reason: 'ALREADY_REFERRED' });
  await ends.revoke(step.incidentId, step.outcomeId);
  const revoked = works.recordWorkDay({ ...step, day: TODAY, hours: 1 });
  expect(await refusalOf(revoked)).toMatchObject({ reason: 'ALREADY_REVOKED' });
});

test('a list is replaced by etag, every version stays readable page by page, and a later list holds', async () => {
  const hromadaCode = 'UA05020010000053508';
  const own = { ...LIST, hromadaCode };
  expect(await works.recordWorksList({ list: own })).toEqual({ etag: '1' });
  const changed = { ...own, decision: 'рішення № 13' };
  expect(await works.recordWorksList({ list: changed, etag: '1' })).toEqual({ etag: '2' });
  const stale = works.recordWorksList({ list: own, etag: '1' });
  expect(await refusalOf(stale)).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE' });
  const first = await works.listWorksLists({ hromadaCode, pageSize: 1 });
  expect(first).toMatchObject({ lists: [changed], records: [{ etag: '2', replacedTime: undefined }] });
  const second = await works.listWorksLists({ hromadaCode, pageSize: 1, pageToken: first.nextPageToken });
  expect(second).toMatchObject({ lists: [own], nextPageToken: '' });
  expect(second.records[0]?.replacedTime).toBeInstanceOf(Date);
  const foreign = works.listWorksLists({ hromadaCode: VINNYTSIA, pageToken: first.nextPageToken });
  expect((await refusalOf(foreign)).fields).toEqual(['page_token']);
});

test('rejects an invalid list by field', async () => {
  const list = { hromadaCode: 'UA00', validFrom: '', decision: '', items: [] };
  expect((await refusalOf(works.recordWorksList({ list }))).fields).toEqual([
    'list.hromada_code',
    'list.valid_from',
    'list.decision',
    'list.items',
  ]);
});

test('works of a sensitive incident are read for a recorded reason, and nothing without the scope', async () => {
  const { incidentId } = await referred({}, IncidentCategory.DOMESTIC_VIOLENCE);
  expect((await refusalOf(works.listWorks({ incidentId }))).fields).toEqual(['reason']);
  expect((await works.listWorks({ incidentId, reason: 'перевірка справи' })).works).toHaveLength(1);
  const reads = await intake.sql('select method from sensitive_read where incident_id = $1', [incidentId]);
  expect(reads).toEqual([{ method: 'safecommunity.incidents.v1.WorksService/ListWorks' }]);
  const denied = { code: 'PERMISSION_DENIED' };
  expect(await refusalOf(unprivileged.listWorks({ incidentId, reason: 'огляд' }))).toMatchObject(denied);
  expect(await refusalOf(unprivileged.recordWorksList({ list: LIST }))).toMatchObject(denied);
});

const itself = (_: unknown, { incidentId }: { readonly incidentId: string }): string[] => [incidentId];

test.each([
  auditedWrite(
    Works.recordWorksList,
    async () => ({ list: LIST, etag: '' }),
    () => [`works-list-${VINNYTSIA}-${LIST.validFrom}`],
  ),
  auditedWrite(Works.referWorks, async () => ({ ...(await imposed()), ...REFERRAL }), itself),
  auditedWrite(
    Works.recordWorkDay,
    async () => ({ ...(await referred()), day: TODAY, hours: 1, missedHours: 0 }),
    itself,
  ),
  auditedWrite(
    Works.completeWorks,
    async () => {
      const step = await referred();
      await intake.sql('update outcome set hours = 0 where outcome_id = $1', [step.outcomeId]);
      return { ...step, completedDate: TODAY };
    },
    itself,
  ),
  auditedWrite(
    Works.returnWorks,
    async () => ({ ...(await referred()), returnedDate: TODAY, reason: WorksReturnReason.UNABLE }),
    itself,
  ),
])('the audit says who made $method, for what purpose, and what it concerns', (write) => expectAudited(intake, write));
