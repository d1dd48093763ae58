import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  ForecastStatus,
  RecruitmentServiceService as Recruitment,
  type RecruitmentTarget,
  type StageCount,
} from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import { systemClock } from '@safe-community/service-kit';
import {
  auditedWrite,
  expectAudited,
  refusalOf,
  testClient,
  type Rejection,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { HromadaOrder } from '@safe-community/contracts/officers/v1/coverage.ts';
import { hromadas, settlementsOf } from '@safe-community/territory';
import { openHromadas } from '../territory/open-hromadas.ts';
import { historyWith } from '../territory/territory-change.store.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const { ACTIVE, CANDIDATE, DISMISSED, ON_LEAVE, SELECTION, SUSPENDED, TRAINING } = OfficerState;
const DAY = 86_400_000;
const FIRST = new Date('2026-01-10T08:00:00Z');
const TODAY = new Date('2026-05-01T08:00:00Z');
const TARGET: RecruitmentTarget = {
  dueOn: '2026-12-31',
  officers: 20,
  source: 'Заява міністерства, 4 листопада 2021',
};

let now = FIRST;
let registry: RunningRegistry;
let recruitment: TestClient<typeof Recruitment>;
let unprivileged: TestClient<typeof Recruitment>;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  recruitment = testClient(Recruitment, registry.port);
  unprivileged = testClient(Recruitment, registry.port, 'nats');
  const primary = await registered(ACTIVE);
  await registry.client.assignOfficer({ officerId: primary, beat: beat(VINNYTSIA), role: AssignmentRole.PRIMARY });
  await registered(SELECTION, { servicePlaceCode: VINNYTSIA });
  await registry.client.registerPatrolUnit({ patrolUnitCode: 'vinnytsia-1' });
  await registered(ACTIVE, { kind: OfficerKind.PATROL, patrolUnitCode: 'vinnytsia-1' });
  // Within the window of 60 days: four activations, a suspension that is none, and a departure.
  for (let index = 0; index < 4; index += 1) await step(await registered(TRAINING), ACTIVE, day(-30 + index));
  await step(primary, SUSPENDED, day(-20));
  await step(primary, ACTIVE, day(-10));
  await step(await registered(ON_LEAVE), DISMISSED, day(-5));
  // Before it, today, and of somebody who never was in service.
  await step(await registered(TRAINING), ACTIVE, day(-61));
  await step(await registered(TRAINING), ACTIVE, day(0));
  await step(await registered(CANDIDATE), DISMISSED, day(-5));
});
afterAll(async () => {
  recruitment.close();
  unprivileged.close();
  await registry.stop();
});

const day = (days: number): Date => new Date(TODAY.getTime() + days * DAY);

async function registered(state: OfficerState, given: Parameters<typeof registry.client.registerOfficer>[0] = {}) {
  now = FIRST;
  return (await registry.client.registerOfficer({ state, ...given })).officerId;
}

async function step(officerId: string, state: OfficerState, at: Date): Promise<void> {
  now = at;
  await registry.client.changeOfficerState({ officerId, state, reason: 'Наказ' });
  now = TODAY;
}

const countsOf = (stages: readonly StageCount[] = []) =>
  Object.fromEntries(stages.map(({ state, officers }) => [state, officers]));

test('the pipeline counts community officers by state, in the country and by oblast', async () => {
  const { stages, oblasts } = await recruitment.getPipeline();
  const whole = { [CANDIDATE]: 0, [SELECTION]: 1, [TRAINING]: 0, [ACTIVE]: 7, [ON_LEAVE]: 0, [SUSPENDED]: 0 };
  expect(countsOf(stages)).toEqual(whole);
  expect(oblasts.map(({ oblastCode }) => oblastCode)).toEqual(['', VINNYTSKA_OBLAST]);
  expect(countsOf(oblasts[1]?.stages)).toEqual({ ...whole, [SELECTION]: 1, [ACTIVE]: 1 });
  const part = await recruitment.getPipeline({ oblastCode: VINNYTSKA_OBLAST });
  expect(part.stages).toEqual(oblasts[1]?.stages);
  expect(part.oblasts).toEqual(oblasts.slice(1));
});

test('forecasts from the changes of the window', async () => {
  now = TODAY;
  await recruitment.setTarget({ target: TARGET });
  const found = await recruitment.forecastTarget({ dueOn: TARGET.dueOn, windowDays: 60 });
  expect(found).toMatchObject({
    target: TARGET,
    inService: 7,
    status: ForecastStatus.EXPECTED,
    windowStart: '2026-03-02',
    windowEnd: '2026-04-30',
    activations: 4,
    departures: 1,
    // 13 officers are missing, 3 in 60 days: 260 days
    expectedOn: '2027-01-16',
    latestOn: '',
    inTime: false,
  });
  expect(found.pace?.perDay).toBeCloseTo(0.05, 12);
});

test('says that a target is met, not reached, or that there is too little history', async () => {
  await recruitment.setTarget({ target: { ...TARGET, dueOn: '2027-12-31', officers: 7 } });
  const met = await recruitment.forecastTarget({ dueOn: '2027-12-31', windowDays: 60 });
  expect(met).toMatchObject({ status: ForecastStatus.MET, inTime: true });
  const short = await recruitment.forecastTarget({ dueOn: TARGET.dueOn, windowDays: 365 });
  expect(short).toMatchObject({ status: ForecastStatus.TOO_LITTLE_HISTORY, pace: undefined, expectedOn: '' });
  now = day(90);
  const stopped = await recruitment.forecastTarget({ dueOn: TARGET.dueOn, windowDays: 60 });
  expect(stopped).toMatchObject({ status: ForecastStatus.NOT_REACHED, activations: 0, expectedOn: '' });
  now = TODAY;
  expect(await refusalOf(recruitment.forecastTarget({ dueOn: '2030-01-01', windowDays: 60 }))).toMatchObject({
    code: 'NOT_FOUND',
    message: 'target not found',
  });
});

test('a target of the same day replaces the former one, also when they are set at once', async () => {
  const targets = Array.from({ length: 5 }, (_, index) => ({ ...TARGET, dueOn: '2028-12-31', officers: index + 1 }));
  await Promise.all(targets.map((target) => recruitment.setTarget({ target })));
  const ofDay = ({ target }: { target?: RecruitmentTarget | undefined }) => target?.dueOn === '2028-12-31';
  const all = (await recruitment.listTargets({ includeReplaced: true })).targets;
  expect(all.filter(ofDay)).toHaveLength(5);
  const valid = (await recruitment.listTargets()).targets;
  expect(valid.filter(ofDay)).toHaveLength(1);
  expect(valid.every(({ replaced }) => !replaced)).toBe(true);
  expect(valid.map(({ target }) => target?.dueOn)).toEqual(valid.map(({ target }) => target?.dueOn).toSorted());
});

test('lists the hromadas that lack officers by population, page by page', async () => {
  const [history, today] = [historyWith([]), '2026-05-01'];
  const { open, occupied } = openHromadas(history, today);
  const eligible = open.filter(({ code }) => history.outsideSince(today, code) === undefined);
  const wanted = eligible.toSorted((a, b) => b.population - a.population);
  const orderBy = HromadaOrder.POPULATION;
  const first = await recruitment.listVacancies({ pageSize: 3, orderBy });
  expect(first.vacancies.map(({ population }) => population)).toEqual(
    wanted.slice(0, 3).map(({ population }) => population),
  );
  expect(first.vacancies.map(({ rank }) => rank)).toEqual([1, 2, 3]);
  expect(first.total).toBe(wanted.length);
  expect(first.occupiedHromadas).toBe(occupied.length);
  expect(first.frontlineHromadas).toBe(open.length - eligible.length);
  expect(first.population).toBe(BigInt(wanted.reduce((sum, { population }) => sum + population, 0)));
  const second = await recruitment.listVacancies({ pageSize: 3, pageToken: first.nextPageToken, orderBy });
  expect(second.vacancies.map(({ rank }) => rank)).toEqual([4, 5, 6]);
  const ofOblast = await recruitment.listVacancies({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500 });
  expect(ofOblast.total).toBe(wanted.filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST).length);
  expect(ofOblast).toMatchObject({ nextPageToken: '', occupiedHromadas: 0 });
  const other = await refusalOf(
    recruitment.listVacancies({ oblastCode: VINNYTSKA_OBLAST, pageToken: first.nextPageToken }),
  );
  expect(other).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
});

test('a hromada lacks officers for vacant and for missing beats, and none once the norm is met', async () => {
  const vacancyOf = async (hromadaCode: string) => {
    const { vacancies } = await recruitment.listVacancies({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500 });
    return vacancies.find((vacancy) => vacancy.hromadaCode === hromadaCode);
  };
  const small = hromadas().find(
    ({ oblastCode, kind, population }) => oblastCode === VINNYTSKA_OBLAST && kind === 'rural' && population < 6_000,
  );
  const hromadaCode = small?.code ?? '';
  const all = settlementsOf(hromadaCode).map(({ code }) => code);
  const create = async (unitCodes: string[]) =>
    (await registry.client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes })).beat;
  expect(await vacancyOf(hromadaCode)).toMatchObject({ vacantBeats: 0, missingBeats: 1 });
  const parts = await create(all);
  expect(await vacancyOf(hromadaCode)).toMatchObject({ vacantBeats: 1, missingBeats: 0 });
  const officerId = await registered(ACTIVE);
  now = TODAY;
  await registry.client.assignOfficer({ officerId, beatId: parts?.beatId ?? '', role: AssignmentRole.PRIMARY });
  expect(await vacancyOf(hromadaCode)).toBeUndefined();
  await create([]);
  expect(await vacancyOf(hromadaCode)).toMatchObject({ vacantBeats: 1, missingBeats: 0, otherOfficers: 1 });
  const [first, second] = (await recruitment.listVacancies({ pageSize: 2 })).vacancies;
  const missing = (vacancy = first) => (vacancy?.vacantBeats ?? 0) + (vacancy?.missingBeats ?? 0);
  expect(missing()).toBeGreaterThanOrEqual(missing(second));
});

test('a repeated request changes nothing', async () => {
  const request = { requestId: randomUUID(), target: { ...TARGET, dueOn: '2029-12-31' } };
  await recruitment.setTarget(request);
  const before = await registry.rowCount();
  await recruitment.setTarget(request);
  expect(await registry.rowCount()).toBe(before);
  const reused = await refusalOf(recruitment.setTarget({ ...request, target: TARGET }));
  expect(reused).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test.each<[string, Partial<RecruitmentTarget>]>([
  ['target.due_on', { dueOn: '2026-02-30' }],
  ['target.officers', { officers: 0 }],
  ['target.source', { source: '' }],
  ['target.source', { source: 'Заява\u0000' }],
  ['target.source', { source: 'Заява \ud83d' }],
])('rejects a bad %s without a change', async (field, change) => {
  const refusal = await refusedWithoutChange(() => recruitment.setTarget({ target: { ...TARGET, ...change } }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects bad reads and what is not a request', async () => {
  const invalid = (fields: string[]) => ({ code: 'INVALID_ARGUMENT', fields });
  const noId = await refusedWithoutChange(() => recruitment.setTarget({ requestId: '', target: TARGET }));
  expect(noId).toMatchObject(invalid(['request_id']));
  const long = { ...TARGET, source: 'а'.repeat(2_500_000) };
  expect((await refusedWithoutChange(() => recruitment.setTarget({ target: long }))).code).toMatch(
    /INVALID_ARGUMENT|RESOURCE_EXHAUSTED/,
  );
  expect(await refusalOf(recruitment.getPipeline({ oblastCode: VINNYTSIA }))).toMatchObject(invalid(['oblast_code']));
  expect(await refusalOf(recruitment.listVacancies({ oblastCode: 'UA05' }))).toMatchObject(invalid(['oblast_code']));
  expect(await refusalOf(recruitment.listVacancies({ pageToken: 'made-up' }))).toMatchObject(invalid(['page_token']));
  const badWindow = await refusalOf(recruitment.forecastTarget({ dueOn: '', windowDays: 27 }));
  expect(badWindow).toMatchObject(invalid(['window_days', 'due_on']));
  expect((await refusalOf(unprivileged.setTarget())).code).toBe('PERMISSION_DENIED');
  expect((await refusalOf(unprivileged.getPipeline())).code).toBe('PERMISSION_DENIED');
});

test('the audit says who set a target, for what purpose, and names its day', async () => {
  now = new Date();
  await expectAudited(
    registry,
    auditedWrite(
      Recruitment.setTarget,
      async () => ({ target: TARGET }),
      () => ['recruitment-target-2026-12-31'],
    ),
  );
});

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}
