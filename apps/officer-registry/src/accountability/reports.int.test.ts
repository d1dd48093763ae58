import { randomUUID } from 'node:crypto';
import {
  QuestionChannel,
  ReportForm,
  ReportStatus,
  RuleKind,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import {
  AccountabilityServiceService as Accountability,
  type RecordQuestionRequest,
  type RecordReportRequest,
} from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentRole, OfficerKind } from '@safe-community/contracts/officers/v1/officer.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { systemClock } from '@safe-community/service-kit';
import {
  auditedWrite,
  callerWithRoles,
  expectAudited,
  refusalOf,
  testClient,
  type Rejection,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** Another hromada of the oblast. */
const BARSKA = 'UA05020010000053508';
const KYIV = 'UA80000000000093317';
const ASSIGNED = new Date('2025-12-01T08:00:00Z');
const TODAY = new Date('2026-07-10T08:00:00Z');
const TWICE = {
  kind: RuleKind.REPORTS_PER_YEAR,
  value: 2,
  validFrom: '2017-07-28',
  source: 'Наказ МВС № 650 від 28.07.2017',
};
const HOURS = {
  kind: RuleKind.ANSWER_WITHIN_HOURS,
  value: 72,
  validFrom: '2026-01-01',
  source: 'UK Neighbourhood Policing Guarantee, 2025',
};

let now = ASSIGNED;
let registry: RunningRegistry;
let calls: TestClient<typeof Accountability>;
/** The officer of the hromada of Vinnytsia. */
let own: TestClient<typeof Accountability>;
let unprivileged: TestClient<typeof Accountability>;
let [vinnytsia, barska]: string[] = [];
beforeAll(async () => {
  const role = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('community-officer') ?? expect.fail('no role');
  const caller = { ...callerWithRoles('statistics', [role]), territory: new Set([VINNYTSIA]) };
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } }, [caller]);
  calls = testClient(Accountability, registry.port);
  own = testClient(Accountability, registry.port, 'statistics');
  unprivileged = testClient(Accountability, registry.port, 'nats');
  [vinnytsia, barska] = [await assigned(VINNYTSIA), await assigned(BARSKA)];
  now = TODAY;
});
afterAll(async () => {
  for (const client of [calls, own, unprivileged]) client.close();
  await registry.stop();
});

async function assigned(
  hromadaCode: string,
  given = {},
  role: AssignmentRole = AssignmentRole.PRIMARY,
): Promise<string> {
  const { officerId } = await registry.client.registerOfficer(given);
  await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), role });
  return officerId;
}

const recordReport = (change: Partial<RecordReportRequest> = {}) =>
  calls.recordReport({
    officerId: vinnytsia ?? '',
    hromadaCode: VINNYTSIA,
    heldOn: '2026-03-01',
    form: ReportForm.COUNCIL,
    minutes: 'Протокол № 3',
    ...change,
  });
const recordQuestion = (change: Partial<RecordQuestionRequest> = {}) =>
  calls.recordQuestion({
    hromadaCode: VINNYTSIA,
    channel: QuestionChannel.TELEPHONE,
    receivedTime: new Date('2026-07-01T08:00:00Z'),
    reference: 'A-1/2026',
    ...change,
  });

test('without a rule nothing is due; with one, each officer owes a report for each half of the year', async () => {
  expect(await refusalOf(calls.listReportsDue())).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'NO_RULE' });
  await calls.setRule({ rule: TWICE });
  const { reportId } = await recordReport();
  const { reports, total, rule } = await calls.listReportsDue();
  expect(rule).toEqual(TWICE);
  expect(total).toBe(2);
  const place = { oblastCode: VINNYTSKA_OBLAST, owed: 2, beatIds: [expect.any(String)] };
  expect(reports).toEqual([
    {
      ...place,
      officerId: barska,
      hromadaCode: BARSKA,
      status: ReportStatus.OVERDUE,
      delivered: 0,
      missing: 1,
      dueOn: '2026-06-30',
    },
    {
      ...place,
      officerId: vinnytsia,
      hromadaCode: VINNYTSIA,
      status: ReportStatus.DUE,
      delivered: 1,
      missing: 0,
      dueOn: '2026-12-31',
    },
  ]);
  await calls.withdrawReport({ reportId });
  expect((await calls.listReportsDue({ status: ReportStatus.OVERDUE })).total).toBe(2);
  await recordReport();
  const last = await calls.listReportsDue({ year: 2025 });
  expect(last.reports.map(({ status, owed }) => [status, owed])).toEqual([
    [ReportStatus.NOT_DUE, 0],
    [ReportStatus.NOT_DUE, 0],
  ]);
});

test('pages under a token of the same filter only, and filters by oblast and status', async () => {
  const first = await calls.listReportsDue({ pageSize: 1 });
  const second = await calls.listReportsDue({ pageSize: 1, pageToken: first.nextPageToken });
  expect([...first.reports, ...second.reports].map(({ officerId }) => officerId)).toEqual([barska, vinnytsia]);
  expect(second.nextPageToken).toBe('');
  const other = await refusalOf(calls.listReportsDue({ year: 2026, pageToken: first.nextPageToken }));
  expect(other).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
  expect((await calls.listReportsDue({ oblastCode: KYIV })).total).toBe(0);
  expect((await calls.listReportsDue({ status: ReportStatus.DUE })).reports.map(({ officerId }) => officerId)).toEqual([
    vinnytsia,
  ]);
});

test('of 5 concurrent records of one report, one succeeds; a withdrawn one can be recorded again', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => recordReport({ heldOn: '2026-05-05' }).then(({ reportId }) => reportId, reasonOf)),
  );
  const [reportId = '', ...others] = outcomes.toSorted((a) => (a === 'REPORT_RECORDED' ? 1 : -1));
  expect(others).toEqual(Array.from({ length: 4 }, () => 'REPORT_RECORDED'));
  await calls.withdrawReport({ reportId });
  const again = await refusedWithoutChange(() => calls.withdrawReport({ reportId }));
  expect(again).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'REPORT_WITHDRAWN' });
  const second = await recordReport({ heldOn: '2026-05-05' });
  await calls.withdrawReport(second);
});

test.each<[string, Partial<RecordReportRequest>]>([
  ['request_id', { requestId: '' }],
  ['officer_id', { officerId: 'x' }],
  ['hromada_code', { hromadaCode: VINNYTSKA_OBLAST }],
  ['held_on', { heldOn: '2026-07-11' }],
  ['held_on', { heldOn: '2026-06-31' }],
  ['form', { form: 77 as ReportForm }],
  ['minutes', { minutes: 'Протокол\u0000' }],
  ['minutes', { minutes: 'Протокол \ud83d' }],
])('rejects a bad %s without a change', async (field, change) => {
  const refusal = await refusedWithoutChange(() => recordReport(change));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects a text of 5 MB, officers who owe no report, and an unknown report', async () => {
  const long = await refusedWithoutChange(() => recordReport({ minutes: 'а'.repeat(2_500_000) }));
  expect(long.code).toMatch(/INVALID_ARGUMENT|RESOURCE_EXHAUSTED/);
  const unknown = await refusedWithoutChange(() => recordReport({ officerId: randomUUID() }));
  expect(unknown).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'OFFICER_UNKNOWN' });
  await registry.client.registerPatrolUnit({ patrolUnitCode: 'vinnytsia-1' });
  const patrol = { kind: OfficerKind.PATROL, patrolUnitCode: 'vinnytsia-1' };
  const { officerId } = await registry.client.registerOfficer(patrol);
  const refused = await refusedWithoutChange(() => recordReport({ officerId }));
  expect(refused).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'OFFICER_OF_PATROL' });
  const nothing = await refusedWithoutChange(() => calls.withdrawReport({ reportId: randomUUID() }));
  expect(nothing).toMatchObject({ code: 'NOT_FOUND', message: 'report not found' });
});

test('an officer records what concerns the own hromada only', async () => {
  const outside = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };
  const question = { channel: QuestionChannel.ONLINE, receivedTime: TODAY };
  const { questionId } = await own.recordQuestion({ ...question, hromadaCode: VINNYTSIA });
  await own.answerQuestion({ questionId, officerId: vinnytsia ?? '', answeredTime: TODAY });
  const report = { officerId: barska ?? '', heldOn: '2026-04-04', form: ReportForm.WRITTEN };
  const other = await calls.recordReport({ ...report, hromadaCode: BARSKA });
  const foreign = await recordQuestion({ hromadaCode: BARSKA });
  const refusals = [
    () => own.recordReport({ ...report, hromadaCode: BARSKA }),
    () => own.withdrawReport(other),
    () => own.recordQuestion({ ...question, hromadaCode: BARSKA }),
    () => own.answerQuestion({ ...foreign, officerId: vinnytsia ?? '', answeredTime: TODAY }),
  ];
  for (const call of refusals) expect(await refusedWithoutChange(call)).toMatchObject(outside);
  expect((await refusalOf(unprivileged.recordReport())).code).toBe('PERMISSION_DENIED');
  expect((await refusalOf(unprivileged.getGuarantee())).code).toBe('PERMISSION_DENIED');
});

test('rules need a source, a value of their kind and a day; one of the same day is replaced and stays readable', async () => {
  const fieldsOf = async (change: object) =>
    (await refusedWithoutChange(() => calls.setRule({ rule: { ...TWICE, ...change } }))).fields;
  expect(await fieldsOf({ source: '' })).toEqual(['rule.source']);
  expect(await fieldsOf({ value: 5 })).toEqual(['rule.value']);
  expect(await fieldsOf({ validFrom: '' })).toEqual(['rule.valid_from']);
  expect(await fieldsOf({ kind: 0 })).toEqual(['rule.kind']);
  const first = { ...HOURS, validFrom: '2030-01-01' };
  await calls.setRule({ rule: { ...first, value: 24 } });
  await calls.setRule({ rule: first });
  const { rules } = await calls.listRules();
  const ofDay = ({ validFrom }: { validFrom: string }) => validFrom === first.validFrom;
  expect(rules.filter(ofDay)).toEqual([first]);
  const all = await calls.listRules({ includeReplaced: true });
  expect(all.rules.filter(ofDay)).toEqual([{ ...first, value: 24 }, first]);
  const by = { recordedTime: expect.any(Date), callingSystem: 'client' };
  expect(all.records.slice(-2)).toEqual([
    { ...by, etag: '1', replacedTime: expect.any(Date) },
    { ...by, etag: '2', replacedTime: undefined },
  ]);
  const stale = await refusedWithoutChange(() => calls.setRule({ rule: first, etag: '1' }));
  expect(stale).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE', fields: ['etag'] });
});

test.each([
  auditedWrite(
    Accountability.setRule,
    async () => ({ rule: TWICE, etag: '' }),
    () => ['accountability-rule-reports_per_year-2017-07-28'],
  ),
  auditedWrite(
    Accountability.recordReport,
    async () => ({
      officerId: vinnytsia ?? '',
      hromadaCode: VINNYTSIA,
      heldOn: '2026-02-02',
      form: ReportForm.PUBLIC_MEETING,
      minutes: '',
    }),
    ({ reportId }, { officerId }) => [reportId, officerId],
  ),
  auditedWrite(
    Accountability.withdrawReport,
    async () => recordReport({ heldOn: '2026-02-03' }),
    (_, { reportId }) => [reportId, vinnytsia ?? ''],
  ),
])('the audit says who made $method, for what purpose, and what it concerns', async (write) => {
  now = new Date();
  await expectAudited(registry, write);
});

async function reasonOf(error: unknown): Promise<string> {
  return (await refusalOf(Promise.reject(error))).reason;
}

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}
