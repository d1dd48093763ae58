import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { FindResponsibleOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { ResponsibilityReason as Reason, type Place } from '@safe-community/contracts/officers/v1/responsibility.ts';
import { findHromada, hromadas, starostaDistricts } from '@safe-community/territory';
import { refusalOf } from '@safe-community/testkit';
import { systemClock } from '@safe-community/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const { PRIMARY, DEPUTY, DISTRICT } = AssignmentRole;
const [STAROSTA_DISTRICT = ''] = starostaDistricts(VINNYTSIA).map(({ code }) => code);
/** A settlement of Vinnytska hromada. */
const SETTLEMENT = 'UA05020030020063505';
/** After the clock of the database, which leaves out what ended long ago. */
const START = new Date('2030-05-01T08:00:00Z');
const HOUR = 3_600_000;
const hour = (after: number) => new Date(START.getTime() + after * HOUR);

let now = START;
let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
});
afterAll(() => registry.stop());

async function officer(given: Parameters<RunningRegistry['client']['registerOfficer']>[0] = {}): Promise<string> {
  return (await registry.client.registerOfficer(given)).officerId;
}

async function beatOf(unitCodes: string[], hromadaCode = VINNYTSIA): Promise<string> {
  const { beat } = await registry.client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes });
  return beat?.beatId ?? '';
}

async function assign(beatId: string, role: AssignmentRole = PRIMARY): Promise<string> {
  const officerId = await officer(role === DISTRICT ? { kind: OfficerKind.DISTRICT } : {});
  await registry.client.assignOfficer({ beatId, officerId, role });
  return officerId;
}

function find(more: Partial<FindResponsibleOfficerRequest> = {}) {
  return registry.client.findResponsibleOfficer(more.hromadaCode ?? VINNYTSIA, '', more);
}

function change(officerId: string, state: OfficerState) {
  return registry.client.changeOfficerState({ officerId, state, reason: 'Наказ' });
}

test('the beat of the most specific unit answers: settlement, starosta district, hromada', async () => {
  const place = { starostaDistrictCode: STAROSTA_DISTRICT, settlementCode: SETTLEMENT };
  const whole = await assign(await beatOf([]));
  expect(await find(place)).toMatchObject({ officer: { officerId: whole }, unitCode: VINNYTSIA });
  const district = await assign(await beatOf([STAROSTA_DISTRICT]));
  expect(await find(place)).toMatchObject({ officer: { officerId: district }, unitCode: STAROSTA_DISTRICT });
  const settlementBeat = await beatOf([SETTLEMENT]);
  const settlement = await assign(settlementBeat);
  expect(await find({ ...place, hromadaCode: '' })).toMatchObject({
    officer: { officerId: settlement },
    unitCode: SETTLEMENT,
    beatId: settlementBeat,
    reason: Reason.PRIMARY,
  });
  expect(await find()).toMatchObject({ officer: { officerId: whole } });
});

test('a point is answered by the beat of its hromada', async () => {
  const found = findHromada(VINNYTSIA);
  const location = { latitude: found?.latitude ?? 0, longitude: found?.longitude ?? 0 };
  expect(await find({ hromadaCode: '', location })).toMatchObject({ unitCode: VINNYTSIA });
});

test('says which officer answers and why: primary, deputy, district officer', async () => {
  const hromadaCode = hromadaAt(30);
  const beatId = await beatOf([], hromadaCode);
  const districtOfficer = await assign(beatId, DISTRICT);
  expect(await find({ hromadaCode })).toMatchObject({
    officer: { officerId: districtOfficer },
    role: DISTRICT,
    reason: Reason.DISTRICT_NO_OFFICER,
  });
  const deputy = await assign(beatId, DEPUTY);
  expect(await find({ hromadaCode })).toMatchObject({
    officer: { officerId: deputy },
    role: DEPUTY,
    reason: Reason.DEPUTY_NO_PRIMARY,
  });
  const primary = await assign(beatId);
  expect(await find({ hromadaCode })).toMatchObject({ officer: { officerId: primary }, reason: Reason.PRIMARY });
  await change(primary, OfficerState.ON_LEAVE);
  expect(await find({ hromadaCode })).toMatchObject({ reason: Reason.DEPUTY_PRIMARY_AWAY });
  await change(deputy, OfficerState.ON_LEAVE);
  expect(await find({ hromadaCode })).toMatchObject({
    officer: { officerId: districtOfficer },
    reason: Reason.DISTRICT_OFFICERS_AWAY,
  });
});

test('answers for the past with the beats, the assignments and the states of that instant', async () => {
  const hromadaCode = hromadaAt(31);
  now = hour(0);
  const beatId = await beatOf([], hromadaCode);
  const [first, deputy] = [await assign(beatId), await assign(beatId, DEPUTY)];
  now = hour(1);
  await change(first, OfficerState.ON_LEAVE);
  now = hour(2);
  await change(first, OfficerState.ACTIVE);
  now = hour(3);
  const second = await officer();
  await registry.client.handOverBeat({ beatId, officerId: second });
  now = hour(4);
  await change(first, OfficerState.DISMISSED);
  const { beats } = await registry.client.listBeats({ hromadaCode });
  now = hour(5);
  await registry.client.retireBeat({ beatId, etag: beats[0]?.etag ?? '' });
  now = hour(6);
  const at = async (asOfTime: Date) => (await find({ hromadaCode, asOfTime })).officer?.officerId;
  expect(await at(hour(0))).toBe(first);
  expect(await at(new Date(hour(1).getTime() - 1))).toBe(first);
  expect(await at(hour(1))).toBe(deputy);
  expect(await at(hour(2))).toBe(first);
  expect(await at(new Date(hour(3).getTime() - 1))).toBe(first);
  expect(await at(hour(3))).toBe(second);
  expect(await at(new Date(hour(5).getTime() - 1))).toBe(second);
  for (const asOfTime of [hour(-1), hour(5), undefined]) {
    expect(await refusalOf(find({ hromadaCode, asOfTime }))).toMatchObject({ reason: 'NOBODY_RESPONSIBLE' });
  }
});

test('an assignment that began before it was recorded answers for its past', async () => {
  const [hromadaCode, planned, taken] = [hromadaAt(35), hromadaAt(36), hromadaAt(37)];
  now = hour(9);
  const day = (before: number) => hour(9 - 24 * before);
  const officerId = await officer();
  const byPlace = { beat: { hromadaCode, starostaDistrictCode: '' }, role: PRIMARY };
  await registry.client.assignOfficer({ ...byPlace, officerId, startTime: day(60) });
  expect(await find({ hromadaCode, asOfTime: day(30) })).toMatchObject({ officer: { officerId } });
  expect(await find({ hromadaCode, asOfTime: day(60) })).toMatchObject({ officer: { officerId } });
  expect(await refusalOf(find({ hromadaCode, asOfTime: day(61) }))).toMatchObject({ reason: 'NOBODY_RESPONSIBLE' });
  const { beat } = await registry.client.createBeat({
    hromadaCode: planned,
    name: 'Дільниця',
    validFromTime: day(20),
  });
  const late = { beatId: beat?.beatId ?? '', role: PRIMARY, officerId: await officer() };
  const tooEarly = await refusalOf(registry.client.assignOfficer({ ...late, startTime: day(21) }));
  expect(tooEarly).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['start_time'] });
  await registry.client.assignOfficer({ ...late, startTime: day(20) });
  expect(await find({ hromadaCode: planned, asOfTime: day(20) })).toMatchObject({ reason: Reason.PRIMARY });
  await beatOf([], taken);
  const { beats } = await registry.client.listBeats({ hromadaCode: taken });
  now = hour(9.5);
  await registry.client.retireBeat({ beatId: beats[0]?.beatId ?? '', etag: beats[0]?.etag ?? '' });
  const again = registry.client.createBeat({ hromadaCode: taken, name: 'Дільниця', validFromTime: day(1) });
  expect(await refusalOf(again)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'UNIT_TAKEN' });
});

test('a planned hand-over changes the answer at its millisecond', async () => {
  const hromadaCode = hromadaAt(32);
  now = hour(10);
  const beatId = await beatOf([], hromadaCode);
  const [former, next] = [await assign(beatId), await officer()];
  await registry.client.handOverBeat({ beatId, officerId: next, startTime: hour(12) });
  for (const [at, expected] of [
    [new Date(hour(12).getTime() - 1), former],
    [hour(12), next],
  ] as const) {
    now = at;
    expect(await find({ hromadaCode })).toMatchObject({ officer: { officerId: expected } });
  }
});

test('a batch answers each place, in order, now and as of an instant', async () => {
  now = hour(20);
  const [empty, staffed] = [hromadaAt(33), hromadaAt(34)];
  const officerId = await assign(await beatOf([], staffed));
  const place = (more: Partial<Place>): Place => ({
    hromadaCode: '',
    starostaDistrictCode: '',
    settlementCode: '',
    location: undefined,
    ...more,
  });
  const places = [
    place({ hromadaCode: staffed }),
    place({ hromadaCode: empty }),
    place({ hromadaCode: 'UA' }),
    place({ hromadaCode: staffed, settlementCode: SETTLEMENT }),
  ];
  const { results } = await registry.client.batchFindResponsibleOfficers({ places });
  expect(results).toMatchObject([
    { found: { officer: { officerId }, reason: Reason.PRIMARY }, refusal: '' },
    { found: undefined, refusal: 'NOBODY_RESPONSIBLE' },
    { refusal: 'FIELDS_INVALID', field: 'hromada_code' },
    { refusal: 'FIELDS_INVALID', field: 'settlement_code' },
  ]);
  now = hour(21);
  const past = await registry.client.batchFindResponsibleOfficers({ places, asOfTime: hour(19) });
  expect(past.results.map(({ refusal }) => refusal)).toEqual([
    'NOBODY_RESPONSIBLE',
    'NOBODY_RESPONSIBLE',
    'FIELDS_INVALID',
    'FIELDS_INVALID',
  ]);
  const thousand = Array.from({ length: 1_000 }, () => place({ hromadaCode: staffed }));
  const many = await registry.client.batchFindResponsibleOfficers({ places: thousand });
  expect(many.results.filter(({ found }) => found?.officer?.officerId === officerId)).toHaveLength(1_000);
  for (const given of [[], [...thousand, place({})]]) {
    const call = registry.client.batchFindResponsibleOfficers({ places: given });
    expect(await refusalOf(call)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['places'] });
  }
});

test.each<[string, Partial<FindResponsibleOfficerRequest>]>([
  ['hromada_code', { hromadaCode: '' }],
  ['hromada_code', { hromadaCode: SETTLEMENT }],
  ['settlement_code', { settlementCode: 'UA05020230010011069' }],
  ['settlement_code', { settlementCode: 'UA' }],
  ['starosta_district_code', { starostaDistrictCode: '0000000000' }],
  ['location', { hromadaCode: '', location: { latitude: 52.23, longitude: 21.01 } }],
  ['location', { hromadaCode: '', location: { latitude: Number.NaN, longitude: 30 } }],
  ['location', { location: { latitude: 49.23, longitude: 28.48 } }],
  ['as_of_time', { asOfTime: new Date(0) }],
  ['as_of_time', { asOfTime: new Date('2045-01-01T00:00:00Z') }],
])('rejects a bad %s by name: %j', async (field, given) => {
  expect(await refusalOf(find(given))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('lists hromadas with their beats and gaps, the most populous first, by pages', async () => {
  now = hour(30);
  const { hromadas: first, nextPageToken } = await registry.client.listHromadaCoverage({ pageSize: 2 });
  expect(first[0]).toMatchObject({ name: 'Київ', requiredBeats: Math.ceil((first[0]?.population ?? 0) / 7_000) });
  const rest = await registry.client.listHromadaCoverage({ pageSize: 1, pageToken: nextPageToken });
  const populations = [...first, ...rest.hromadas].map(({ population }) => population);
  expect(populations).toEqual(populations.toSorted((a, b) => b - a));
  const other = registry.client.listHromadaCoverage({ gapsOnly: true, pageToken: nextPageToken });
  expect(await refusalOf(other)).toMatchObject({ fields: ['page_token'] });
  const oblastCode = findHromada(VINNYTSIA)?.oblastCode ?? '';
  const found: string[] = [];
  let pageToken = '';
  do {
    const page = await registry.client.listHromadaCoverage({ oblastCode, pageSize: 25, pageToken });
    found.push(...page.hromadas.map(({ hromadaCode }) => hromadaCode));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  const expected = hromadas().filter((hromada) => hromada.oblastCode === oblastCode);
  expect(found.toSorted()).toEqual(expected.map(({ code }) => code).toSorted());
});

test('counts the staffed and vacant beats of a hromada at present', async () => {
  const oblastCode = findHromada(VINNYTSIA)?.oblastCode ?? '';
  const rowOf = async () => {
    const { hromadas: rows } = await registry.client.listHromadaCoverage({ oblastCode, pageSize: 500 });
    return rows.find(({ hromadaCode }) => hromadaCode === VINNYTSIA);
  };
  const population = findHromada(VINNYTSIA)?.population ?? 0;
  // The three beats of the first test.
  expect(await rowOf()).toMatchObject({
    beats: 3,
    staffedBeats: 3,
    vacantBeats: 0,
    population,
    populationCovered: population,
    eligible: true,
  });
  const { officer: primary } = await find();
  await change(primary?.officerId ?? '', OfficerState.SUSPENDED);
  expect(await rowOf()).toMatchObject({
    staffedBeats: 2,
    vacantBeats: 1,
    populationCovered: Math.floor((population * 2) / Math.ceil(population / 7_000)),
  });
});

test('denies a caller without the scope', async () => {
  for (const call of [
    () => registry.unprivileged.batchFindResponsibleOfficers({}),
    () => registry.unprivileged.listHromadaCoverage({}),
  ]) {
    expect(await refusalOf(call())).toMatchObject({ code: 'PERMISSION_DENIED' });
  }
});

function hromadaAt(index: number): string {
  return hromadas()[index]?.code ?? '';
}
