import { randomUUID } from 'node:crypto';
import {
  HiddenReason,
  SurveyMethod,
  TrustServiceService as Trust,
  type TrustSurvey,
} from '@safe-community/contracts/officers/v1/trust_service.ts';
import { trustMeasured } from '@safe-community/events';
import { createWakeup } from '@safe-community/ledger';
import { createRuntime } from '@safe-community/service-kit';
import { hromadas } from '@safe-community/territory';
import {
  auditedWrite,
  expectAudited,
  refusalOf,
  testClient,
  type Rejection,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';
import { publishTrustJob } from './measured-trust.jobs.ts';

const BARSKA = 'UA05020010000053508';
const KYIV = 'UA80000000000093317';
const POLICY = {
  validFrom: '2026-01-01',
  leastEffectiveSample: 30,
  widestInterval: 0.3,
  source: 'NCHS Data Presentation Standards for Proportions, 2017',
};

let registry: RunningRegistry;
let trust: TestClient<typeof Trust>;
let unprivileged: TestClient<typeof Trust>;
beforeAll(async () => {
  registry = await runRegistry();
  trust = testClient(Trust, registry.port);
  unprivileged = testClient(Trust, registry.port, 'nats');
  // Only people who have an officer count.
  for (const code of [VINNYTSIA, BARSKA, KYIV]) await staffSince('2025-06-01', code);
});
afterAll(async () => {
  trust.close();
  unprivileged.close();
  await registry.stop();
});
let wave: string;
beforeEach(async () => {
  wave = randomUUID().slice(0, 20);
  await trust.setDisclosurePolicy({ policy: POLICY });
});

/** A primary for the whole hromada. */
async function staffSince(day: string, hromadaCode: string): Promise<void> {
  const { officerId } = await registry.client.registerOfficer();
  const startTime = new Date(`${day}T00:00:00Z`);
  await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), startTime });
}

function survey(change: Partial<TrustSurvey> = {}): TrustSurvey {
  return {
    wave,
    hromadaCodes: [VINNYTSIA],
    sampleSize: 600,
    trusting: 480,
    designEffect: 2,
    method: SurveyMethod.TELEPHONE,
    fieldworkStart: '2026-04-01',
    fieldworkEnd: '2026-04-20',
    source: 'Опитування «Довіра», травень 2026',
    ...change,
  };
}

const recordSurvey = (change: Partial<TrustSurvey> = {}) => trust.recordSurvey({ survey: survey(change) });
const populationOf = (code: string) => hromadas().find((each) => each.code === code)?.population ?? 0;

test('shows the share of a survey with its interval and its sample', async () => {
  const { surveyId } = await recordSurvey();
  const { pooled, surveys, policy, leftOutSurveys, uncoveredSurveyIds } = await trust.getTrust({ wave });
  const figure = {
    // n = 600 ÷ 2 = 300, p = 0.8: see trust.unit.test.ts
    share: { value: 0.8, low: expect.closeTo(0.7511, 3), high: expect.closeTo(0.8414, 3) },
    hidden: HiddenReason.UNSPECIFIED,
    sampleSize: 600,
    effectiveSampleSize: 300,
    population: BigInt(populationOf(VINNYTSIA)),
    hromadas: 1,
    populationCovered: BigInt(populationOf(VINNYTSIA)),
  };
  expect(pooled).toEqual(figure);
  const { method, fieldworkStart, fieldworkEnd, source } = survey();
  expect(surveys).toEqual([{ surveyId, figure, method, fieldworkStart, fieldworkEnd, source }]);
  expect([leftOutSurveys, uncoveredSurveyIds]).toEqual([0, []]);
  expect(policy).toEqual(POLICY);
});

test('pools by population, and leaves out of an oblast what also represents another one', async () => {
  await recordSurvey();
  await recordSurvey({ hromadaCodes: [BARSKA], sampleSize: 100, trusting: 60, designEffect: 1 });
  const [own, other] = [populationOf(VINNYTSIA), populationOf(BARSKA)];
  const { pooled } = await trust.getTrust({ wave });
  expect(pooled?.share?.value).toBeCloseTo((0.8 * own + 0.6 * other) / (own + other), 9);
  expect(pooled).toMatchObject({ sampleSize: 700, hromadas: 2, population: BigInt(own + other) });
  const outside = 'UA46060250000025047';
  const third = hromadas().find(
    ({ code, oblastCode }) => oblastCode === VINNYTSKA_OBLAST && ![VINNYTSIA, BARSKA].includes(code),
  );
  await recordSurvey({ hromadaCodes: [third?.code ?? '', outside] });
  const ofOblast = await trust.getTrust({ wave, oblastCode: VINNYTSKA_OBLAST });
  expect(ofOblast.pooled).toEqual(pooled);
  expect(ofOblast.leftOutSurveys).toBe(1);
  expect((await refusalOf(trust.getTrust({ wave, oblastCode: KYIV }))).code).toBe('NOT_FOUND');
});

test.each([
  ['SAMPLE_TOO_SMALL', { sampleSize: 59, trusting: 40 }],
  ['INTERVAL_TOO_WIDE', { sampleSize: 60, trusting: 30 }],
  ['NO_POLICY', { fieldworkStart: '2025-12-01', fieldworkEnd: '2025-12-31' }],
] as const)('hides a share and gives the reason %s; the list does not give it away either', async (reason, change) => {
  const { surveyId } = await recordSurvey(change);
  const { pooled, surveys } = await trust.getTrust({ wave });
  for (const figure of [pooled, surveys[0]?.figure]) {
    expect(figure).toMatchObject({ share: undefined, hidden: HiddenReason[reason] });
  }
  const [listed] = (await trust.listSurveys({ wave })).surveys;
  expect(listed).toMatchObject({ surveyId, hidden: HiddenReason[reason] });
  expect(listed?.survey).toEqual(survey({ ...change, trusting: 0 }));
});

test('a policy of the same day replaces the former one, which stays readable; a later one holds later', async () => {
  await recordSurvey();
  const { records: before } = await trust.listDisclosurePolicies();
  await trust.setDisclosurePolicy({ policy: { ...POLICY, leastEffectiveSample: 301 } });
  expect((await trust.getTrust({ wave })).pooled?.hidden).toBe(HiddenReason.SAMPLE_TOO_SMALL);
  await trust.setDisclosurePolicy({ policy: POLICY });
  await trust.setDisclosurePolicy({ policy: { ...POLICY, validFrom: '2026-04-21', leastEffectiveSample: 301 } });
  expect((await trust.getTrust({ wave })).pooled?.share?.value).toBe(0.8);
  expect((await trust.listDisclosurePolicies()).policies.map(({ validFrom }) => validFrom)).toEqual([
    '2026-01-01',
    '2026-04-21',
  ]);
  const { policies, records } = await trust.listDisclosurePolicies({ includeReplaced: true });
  expect(policies.map(({ leastEffectiveSample }) => leastEffectiveSample).slice(-3)).toEqual([301, 30, 301]);
  expect(records.slice(-3)).toMatchObject([{ replacedTime: expect.any(Date) }, { replacedTime: undefined }, {}]);
  const stale = refusedWithoutChange(() => trust.setDisclosurePolicy({ policy: POLICY, etag: before[0]?.etag ?? '' }));
  expect(await stale).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE', fields: ['etag'] });
});

test('samples of a wave do not overlap, also when they arrive at once; a withdrawal frees the hromada', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () =>
      recordSurvey({ hromadaCodes: [KYIV, BARSKA] }).then(({ surveyId }) => surveyId, reasonOf),
    ),
  );
  const recorded = outcomes.filter((outcome) => outcome !== 'HROMADA_SURVEYED');
  expect(recorded).toHaveLength(1);
  const overlap = await refusedWithoutChange(() => recordSurvey({ hromadaCodes: [VINNYTSIA, BARSKA] }));
  expect(overlap).toMatchObject({ code: 'ALREADY_EXISTS', fields: ['survey.hromada_codes[1]'] });
  const [surveyId = ''] = recorded;
  const { withdrawnTime } = await trust.withdrawSurvey({ surveyId, reason: 'Помилка у вибірці' });
  expect((await refusalOf(trust.getTrust({ wave }))).code).toBe('NOT_FOUND');
  await recordSurvey({ hromadaCodes: [VINNYTSIA, BARSKA] });
  const [listed] = (await trust.listSurveys({ wave })).surveys;
  expect(listed).toMatchObject({ surveyId, withdrawnTime, withdrawalReason: 'Помилка у вибірці' });
  const again = await refusedWithoutChange(() => trust.withdrawSurvey({ surveyId, reason: 'ще раз' }));
  expect(again).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SURVEY_WITHDRAWN' });
});

const runtime = () => createRuntime({ ...registry, installation: 'demonstration', wakeup: createWakeup() });
const trustJob = (changes: () => number) => publishTrustJob({ ...runtime(), directory: { changes } });

test('computes figures again only if a survey, a policy, or who serves has changed', async () => {
  let changes = 0;
  const job = trustJob(() => changes);
  const computes = async () => {
    await registry.sql('delete from trust_measured');
    return (await job.run(new AbortController().signal)) > 0;
  };
  await recordSurvey();
  expect([await computes(), await computes()]).toEqual([true, false]);
  changes += 1;
  expect([await computes(), await computes()]).toEqual([true, false]);
  await recordSurvey({ hromadaCodes: [KYIV] });
  expect(await computes()).toBe(true);
});

test('publishes what it shows, only when that changes, and once also if replicas look at once', async () => {
  const policy = { ...POLICY, validFrom: '2026-01-01' };
  await recordSurvey();
  const job = () => trustJob(() => 0).run(new AbortController().signal);
  const published = async () => {
    const statement = 'select body from ledger_event where type = $1 order by position';
    const found = await registry.sql(statement, [trustMeasured.type]);
    const ofWave = found
      .map(({ body }) => trustMeasured.decode(body as Uint8Array))
      .filter((each) => each.wave === wave);
    return ofWave.map(({ oblastCode, figure }) => [oblastCode, figure?.share?.value]);
  };
  await Promise.all([job(), job()]);
  const shown = [
    ['', 0.8],
    [VINNYTSKA_OBLAST, 0.8],
  ];
  expect(await published()).toEqual(shown);
  expect(await job()).toBe(0);
  // Another policy hides the share of a survey of before.
  await trust.setDisclosurePolicy({ policy: { ...policy, leastEffectiveSample: 301 } });
  await job();
  const hidden = shown.map(([code]) => [code, undefined]);
  expect(await published()).toEqual([...shown, ...hidden]);
  await trust.setDisclosurePolicy({ policy });
  await job();
  expect(await published()).toEqual([...shown, ...hidden, ...shown]);
});

test('lists page by page, under a token of the same filter only', async () => {
  const ids: string[] = [];
  for (const code of [VINNYTSIA, BARSKA, KYIV]) ids.push((await recordSurvey({ hromadaCodes: [code] })).surveyId);
  const first = await trust.listSurveys({ wave, pageSize: 2 });
  const second = await trust.listSurveys({ wave, pageSize: 2, pageToken: first.nextPageToken });
  expect([...first.surveys, ...second.surveys].map(({ surveyId }) => surveyId)).toEqual(ids);
  expect(second.nextPageToken).toBe('');
  const other = await refusalOf(trust.listSurveys({ pageToken: first.nextPageToken }));
  expect(other).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test('a repeated request gets the first answer and records once', async () => {
  const request = { requestId: randomUUID(), survey: survey() };
  const first = await trust.recordSurvey(request);
  const before = await registry.rowCount();
  expect(await trust.recordSurvey(request)).toEqual(first);
  expect(await registry.rowCount()).toBe(before);
  const reused = await refusalOf(trust.recordSurvey({ ...request, survey: survey({ trusting: 1 }) }));
  expect(reused).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test.each<[string, Partial<TrustSurvey>]>([
  ['survey.wave', { wave: 'Весна' }],
  ['survey.hromada_codes', { hromadaCodes: [] }],
  ['survey.hromada_codes[0]', { hromadaCodes: ['UA05'] }],
  ['survey.hromada_codes[0]', { hromadaCodes: [VINNYTSKA_OBLAST] }],
  ['survey.trusting', { trusting: 601 }],
  ['survey.design_effect', { designEffect: 0 }],
  ['survey.method', { method: SurveyMethod.UNSPECIFIED }],
  ['survey.fieldwork_end', { fieldworkEnd: '2099-01-01' }],
  ['survey.source', { source: '' }],
  ['survey.source', { source: 'Опитування\u0000' }],
  ['survey.source', { source: 'Опитування \ud83d' }],
])('rejects a bad %s without a change', async (field, change) => {
  const refusal = await refusedWithoutChange(() => recordSurvey(change));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects without a change: no request_id, 5 MB, a policy without a source, an unknown survey, no scope', async () => {
  const noId = await refusedWithoutChange(() => trust.recordSurvey({ requestId: '', survey: survey() }));
  expect(noId).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['request_id'] });
  const long = await refusedWithoutChange(() => recordSurvey({ source: 'а'.repeat(2_500_000) }));
  expect(long.code).toMatch(/INVALID_ARGUMENT|RESOURCE_EXHAUSTED/);
  const noSource = await refusedWithoutChange(() => trust.setDisclosurePolicy({ policy: { ...POLICY, source: '' } }));
  expect(noSource).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['policy.source'] });
  const unknown = await refusedWithoutChange(() => trust.withdrawSurvey({ surveyId: randomUUID(), reason: 'так' }));
  expect(unknown).toMatchObject({ code: 'NOT_FOUND', message: 'survey not found' });
  expect((await refusalOf(unprivileged.recordSurvey())).code).toBe('PERMISSION_DENIED');
  expect((await refusalOf(unprivileged.getTrust())).code).toBe('PERMISSION_DENIED');
});

test.each([
  auditedWrite(
    Trust.recordSurvey,
    async () => ({ survey: survey() }),
    ({ surveyId }) => [surveyId],
  ),
  auditedWrite(
    Trust.withdrawSurvey,
    async () => ({ ...(await recordSurvey()), reason: 'Помилка' }),
    (_, { surveyId }) => [surveyId],
  ),
  auditedWrite(
    Trust.setDisclosurePolicy,
    async () => ({ policy: POLICY, etag: '' }),
    () => ['disclosure-policy-2026-01-01'],
  ),
])('the audit says who made $method, for what purpose, and what it concerns', (write) =>
  expectAudited(registry, write),
);

async function reasonOf(error: unknown): Promise<string> {
  return (await refusalOf(Promise.reject(error))).reason;
}

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}
