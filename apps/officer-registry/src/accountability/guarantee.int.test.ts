import { randomUUID } from 'node:crypto';
import {
  GuaranteeMetric,
  PromiseState,
  QuestionChannel,
  RuleKind,
} from '@safe-community/contracts/officers/v1/accountability.ts';
import {
  AccountabilityServiceService as Accountability,
  type RecordQuestionRequest,
} from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import {
  auditedWrite,
  expectAudited,
  refusalOf,
  testClient,
  type Rejection,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { officerCalls, PROFILE, type OfficerCalls } from '../../test/officer-calls.ts';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** Two other hromadas of the oblast. */
const BARSKA = 'UA05020010000053508';
const SMALL = 'UA05020050000066991';
const KYIV = 'UA80000000000093317';
const HOUR = 3_600_000;
const ASSIGNED = new Date('2025-12-01T08:00:00Z');
const TODAY = new Date('2026-07-10T08:00:00Z');
const HOURS = {
  kind: RuleKind.ANSWER_WITHIN_HOURS,
  value: 72,
  validFrom: '2026-01-01',
  source: 'UK Neighbourhood Policing Guarantee, 2025',
};

let now = ASSIGNED;
let registry: RunningRegistry;
let calls: TestClient<typeof Accountability>;
let officers: OfficerCalls;
let [vinnytsia, barska]: string[] = [];
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  calls = testClient(Accountability, registry.port);
  officers = officerCalls(registry.port);
  [vinnytsia, barska] = [await assigned(VINNYTSIA), await assigned(BARSKA)];
  now = TODAY;
});
afterAll(async () => {
  calls.close();
  officers.close();
  await registry.stop();
});

async function assigned(hromadaCode: string, role: AssignmentRole = AssignmentRole.PRIMARY): Promise<string> {
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), role });
  return officerId;
}

/** Publishes the profile of an officer, with a duty phone unless the test gives none. */
async function publish(officerId: string, dutyPhone = PROFILE.dutyPhone): Promise<void> {
  const { etag = '' } = (await registry.client.getOfficer(officerId)).officer ?? {};
  const officer = OfficerUpdate.fromPartial({ publicProfile: { ...PROFILE, dutyPhone } });
  await officers.updateOfficer({ officerId, etag, updateMask: ['public_profile'], officer });
}

const recordQuestion = (change: Partial<RecordQuestionRequest> = {}) =>
  calls.recordQuestion({
    hromadaCode: VINNYTSIA,
    channel: QuestionChannel.TELEPHONE,
    receivedTime: new Date('2026-07-01T08:00:00Z'),
    reference: 'A-1/2026',
    ...change,
  });

describe('the guarantee', () => {
  const JUNE = { firstDay: '2026-06-01', lastDay: '2026-06-30' };
  const rowsOf = async (metric: GuaranteeMetric) =>
    (await calls.listGuaranteeRows({ metric, ...JUNE, pageSize: 500, oblastCode: VINNYTSKA_OBLAST })).rows;

  test('names officers and says who can be reached; the rows add up to the shares', async () => {
    await publish(await assigned(SMALL), '');
    await publish(vinnytsia ?? '');
    await publish(barska ?? '');
    await registry.client.changeOfficerState({ officerId: barska ?? '', state: OfficerState.ON_LEAVE });
    const { shares } = await calls.getGuarantee({ ...JUNE, oblastCode: VINNYTSKA_OBLAST });
    const all = hromadas().filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST).length;
    expect(shares.slice(0, 2)).toEqual([
      { metric: GuaranteeMetric.NAMED_OFFICER, kept: 3, broken: all - 3, pending: 0, withoutRule: 0 },
      { metric: GuaranteeMetric.REACHABLE, kept: 1, broken: all - 1, pending: 0, withoutRule: 0 },
    ]);
    const keptOf = async (metric: GuaranteeMetric) =>
      (await rowsOf(metric)).filter(({ state }) => state === PromiseState.KEPT).map(({ hromadaCode }) => hromadaCode);
    expect(await keptOf(GuaranteeMetric.NAMED_OFFICER)).toEqual([BARSKA, VINNYTSIA, SMALL].toSorted());
    expect(await keptOf(GuaranteeMetric.REACHABLE)).toEqual([VINNYTSIA]);
    expect(await rowsOf(GuaranteeMetric.REACHABLE)).toHaveLength(all);
    const deputy = await assigned(BARSKA, AssignmentRole.DEPUTY);
    expect(await keptOf(GuaranteeMetric.REACHABLE)).toEqual([VINNYTSIA]);
    await publish(deputy);
    expect(await keptOf(GuaranteeMetric.REACHABLE)).toEqual([BARSKA, VINNYTSIA].toSorted());
    const country = await calls.getGuarantee(JUNE);
    expect(country.occupiedHromadas).toBeGreaterThan(31);
    const [named] = country.shares;
    expect((named?.kept ?? 0) + (named?.broken ?? 0)).toBe(hromadas().length - country.occupiedHromadas);
  });

  test('judges questions by the rule of the day on which they came in', async () => {
    await calls.setRule({ rule: HOURS });
    // A period of its own: 00:30 on 1 July in Kyiv is still 30 June in UTC.
    const asked = { firstDay: '2026-07-01', lastDay: '2026-07-10' };
    const received = new Date('2026-06-30T21:30:00Z');
    const answered = async (hours: number) => {
      const { questionId } = await recordQuestion({ receivedTime: received });
      const answeredTime = new Date(received.getTime() + hours * HOUR);
      const { inTime } = await calls.answerQuestion({ questionId, officerId: vinnytsia ?? '', answeredTime });
      return { questionId, inTime };
    };
    const [kept, late] = [await answered(72), await answered(72.1)];
    expect([kept.inTime, late.inTime]).toEqual([true, false]);
    const { questionId: silent } = await recordQuestion({ receivedTime: received });
    const { questionId: pending } = await recordQuestion({
      receivedTime: new Date(TODAY.getTime() - 71 * HOUR),
    });
    await recordQuestion({ receivedTime: new Date('2026-06-30T20:30:00Z') });
    const share = { metric: GuaranteeMetric.ANSWERED_IN_TIME, kept: 1, broken: 2, pending: 1, withoutRule: 0 };
    expect((await calls.getGuarantee(asked)).shares[2]).toEqual(share);
    expect((await calls.getGuarantee({ ...asked, oblastCode: KYIV })).shares[2]).toMatchObject({ kept: 0, broken: 0 });
    const metric = GuaranteeMetric.ANSWERED_IN_TIME;
    const first = await calls.listGuaranteeRows({ metric, ...asked, pageSize: 3 });
    const second = await calls.listGuaranteeRows({ metric, ...asked, pageSize: 3, pageToken: first.nextPageToken });
    const listed = [...first.rows, ...second.rows];
    expect(new Map(listed.map(({ questionId, state }) => [questionId, state]))).toEqual(
      new Map([
        [kept.questionId, PromiseState.KEPT],
        [late.questionId, PromiseState.BROKEN],
        [silent, PromiseState.BROKEN],
        [pending, PromiseState.PENDING],
      ]),
    );
    expect(listed.find(({ questionId }) => questionId === kept.questionId)).toEqual({
      hromadaCode: VINNYTSIA,
      oblastCode: VINNYTSKA_OBLAST,
      state: PromiseState.KEPT,
      questionId: kept.questionId,
      receivedTime: received,
      dueTime: new Date(received.getTime() + 72 * HOUR),
      answeredTime: new Date(received.getTime() + 72 * HOUR),
      officerId: vinnytsia,
    });
    const old = await recordQuestion({ receivedTime: new Date('2025-05-01T08:00:00Z') });
    expect((await calls.getGuarantee({ firstDay: '2025-05-01', lastDay: '2025-05-01' })).shares[2]).toMatchObject({
      withoutRule: 1,
    });
    const answer = { ...old, officerId: vinnytsia ?? '', answeredTime: new Date('2025-05-01T09:00:00Z') };
    expect(await calls.answerQuestion(answer)).toEqual({ inTime: false });
    expect(await refusedWithoutChange(() => calls.answerQuestion(answer))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'QUESTION_ANSWERED',
    });
  });

  test('refuses a token of another metric, and what is no period', async () => {
    const { nextPageToken } = await calls.listGuaranteeRows({ metric: GuaranteeMetric.NAMED_OFFICER, pageSize: 1 });
    const invalid = (fields: string[]) => ({ code: 'INVALID_ARGUMENT', fields });
    const rows = (change: Parameters<typeof calls.listGuaranteeRows>[0]) => refusalOf(calls.listGuaranteeRows(change));
    expect(await rows({ metric: GuaranteeMetric.REACHABLE, pageToken: nextPageToken })).toMatchObject(
      invalid(['page_token']),
    );
    expect(await rows({ metric: GuaranteeMetric.UNSPECIFIED })).toMatchObject(invalid(['metric']));
    expect(await rows({ metric: GuaranteeMetric.UNSPECIFIED, pageSize: 501 })).toMatchObject(
      invalid(['metric', 'page_size']),
    );
    expect(await rows({ metric: GuaranteeMetric.ANSWERED_IN_TIME })).toMatchObject(invalid(['first_day', 'last_day']));
    const backwards = { firstDay: JUNE.lastDay, lastDay: JUNE.firstDay };
    expect(await refusalOf(calls.getGuarantee(backwards))).toMatchObject(invalid(['last_day']));
    const place = { ...JUNE, oblastCode: VINNYTSIA };
    expect(await refusalOf(calls.getGuarantee(place))).toMatchObject(invalid(['oblast_code']));
    expect(await refusalOf(calls.listReportsDue({ year: 1999 }))).toMatchObject(invalid(['year']));
  });

  test.each<[string, Partial<RecordQuestionRequest>]>([
    ['request_id', { requestId: '' }],
    ['hromada_code', { hromadaCode: 'UA05' }],
    ['channel', { channel: QuestionChannel.UNSPECIFIED }],
    ['received_time', { receivedTime: undefined }],
    ['received_time', { receivedTime: new Date('2027-01-01T00:00:00Z') }],
    ['reference', { reference: 'Петренко' }],
  ])('rejects a question with a bad %s without a change', async (field, change) => {
    const refusal = await refusedWithoutChange(() => recordQuestion(change));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  });

  test('rejects a bad answer without a change', async () => {
    const { questionId } = await recordQuestion();
    const answer = { questionId, officerId: vinnytsia ?? '', answeredTime: TODAY };
    const refusal = (change: object) => refusedWithoutChange(() => calls.answerQuestion({ ...answer, ...change }));
    const early = new Date('2026-07-01T07:59:59Z');
    const invalid = { code: 'INVALID_ARGUMENT', fields: ['answered_time'] };
    expect(await refusal({ answeredTime: early })).toMatchObject(invalid);
    expect(await refusal({ answeredTime: new Date('2026-07-11T08:00:00Z') })).toMatchObject(invalid);
    expect(await refusal({ questionId: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal({ officerId: randomUUID() })).toMatchObject({ reason: 'OFFICER_UNKNOWN' });
  });
});

test('a question from before a merger is listed under the code of today', async () => {
  const [old, successor] = ['UA05040010000022470', 'UA05040030000050131'];
  await recordQuestion({ hromadaCode: old, receivedTime: new Date('2025-03-01T08:00:00Z') });
  const territory = testClient(TerritoryServiceService, registry.port);
  const merger = { kind: TerritoryChangeKind.MERGED, code: old, successorCode: successor, effectiveDate: '2026-07-08' };
  await territory.recordTerritoryChange({ ...merger, source: 'постанова Верховної Ради' });
  territory.close();
  const asked = { metric: GuaranteeMetric.ANSWERED_IN_TIME, firstDay: '2025-03-01', lastDay: '2025-03-01' };
  const { rows } = await calls.listGuaranteeRows(asked);
  expect(rows).toMatchObject([{ hromadaCode: successor, oblastCode: VINNYTSKA_OBLAST }]);
});

test('a repeated request gets the first answer and changes nothing', async () => {
  const request = {
    requestId: randomUUID(),
    hromadaCode: VINNYTSIA,
    channel: QuestionChannel.ONLINE,
    receivedTime: TODAY,
  };
  const first = await calls.recordQuestion(request);
  const before = await registry.rowCount();
  expect(await calls.recordQuestion(request)).toEqual(first);
  expect(await registry.rowCount()).toBe(before);
  const reused = await refusalOf(calls.recordQuestion({ ...request, reference: 'B' }));
  expect(reused).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test.each([
  auditedWrite(
    Accountability.recordQuestion,
    async () => ({
      hromadaCode: VINNYTSIA,
      channel: QuestionChannel.ONLINE,
      receivedTime: ASSIGNED,
      reference: '',
    }),
    ({ questionId }) => [questionId],
  ),
  auditedWrite(
    Accountability.answerQuestion,
    async () => ({ ...(await recordQuestion()), officerId: vinnytsia ?? '', answeredTime: TODAY }),
    (_, { questionId, officerId }) => [questionId, officerId],
  ),
])('the audit says who made $method, for what purpose, and what it concerns', async (write) => {
  now = new Date();
  await expectAudited(registry, write);
});

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}
