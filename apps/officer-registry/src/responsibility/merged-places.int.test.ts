import { GuaranteeMetric } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { HromadaOrder, type HromadaCoverage } from '@safe-community/contracts/officers/v1/coverage.ts';
import { AssignmentServiceService } from '@safe-community/contracts/officers/v1/assignment_service.ts';
import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { FindResponsibleOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import {
  Condition,
  PremisesFunding,
  StationServiceService,
  type StationDetails,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
  type RecordTerritoryChangeRequest,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { findHromada, hromadas, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const KHARKIV = 'UA63120270010096107';
const KHARKIV_HROMADA = 'UA63120270000028556';
const INDUSTRIALNYI = 'UA63120270010158723';
const KYIV = 'UA80000000000093317';
const HOLOSIIVSKYI = 'UA80000000000126643';
const SEVASTOPOL = 'UA85000000000065278';
const BALAKLAVSKYI = 'UA85000000000155841';
const HOUR = 3_600_000;
const START = new Date('2030-05-01T08:00:00Z');

/** Hromadas with starosta districts and settlements; each test takes its own. */
const UNUSED = hromadas()
  .filter(({ oblastCode, code }) => oblastCode === VINNYTSKA_OBLAST && starostaDistricts(code).length > 1)
  .map(({ code }) => code);

const STATION: StationDetails = {
  settlementCode: '',
  address: 'вул. Соборна, 1',
  funding: PremisesFunding.HROMADA,
  fundedSince: '2021-06-01',
  condition: Condition.GOOD,
  accessibility: undefined,
  equipment: [],
  vehicles: [],
  officerIds: [],
  phone: '',
};

let now = START;
let registry: RunningRegistry;
let territory: TestClient<typeof TerritoryServiceService>;
let assignments: TestClient<typeof AssignmentServiceService>;
let accountability: TestClient<typeof AccountabilityServiceService>;
let officers: TestClient<typeof OfficerServiceService>;
let stations: TestClient<typeof StationServiceService>;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  territory = testClient(TerritoryServiceService, registry.port);
  assignments = testClient(AssignmentServiceService, registry.port);
  accountability = testClient(AccountabilityServiceService, registry.port);
  officers = testClient(OfficerServiceService, registry.port);
  stations = testClient(StationServiceService, registry.port);
});
afterAll(async () => {
  for (const client of [territory, assignments, accountability, officers, stations]) client.close();
  await registry.stop();
});

async function staffed(hromadaCode: string, unitCodes: string[] = []): Promise<string> {
  const { beat } = await registry.client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes });
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ beatId: beat?.beatId ?? '', officerId });
  return officerId;
}

function find(given: Partial<FindResponsibleOfficerRequest>) {
  return registry.client.findResponsibleOfficer('', '', given);
}

const officerOf = async (given: Partial<FindResponsibleOfficerRequest>) => (await find(given)).officer?.officerId;

/** Merges a unit today. */
function merge(code: string, successorCode: string, effectiveDate = '2030-05-01'): Promise<void> {
  return change({ code, kind: TerritoryChangeKind.MERGED, effectiveDate, successorCode });
}

/** Records a change, and waits until the directory knows. */
async function change(given: Partial<RecordTerritoryChangeRequest>): Promise<void> {
  await territory.recordTerritoryChange({ source: 'постанова Верховної Ради', ...given });
  // The directory looks every second.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
}

test('the code of a merged hromada leads to the officer of its successor, from the day of the merger on', async () => {
  const [old = '', between = '', last = ''] = UNUSED.splice(0, 3);
  now = START;
  const former = await staffed(old);
  const successor = await staffed(last);
  now = new Date(START.getTime() + HOUR);
  await merge(old, between, '2030-05-03');
  await merge(between, last, '2030-05-03');
  expect(await officerOf({ hromadaCode: old })).toBe(former);
  now = new Date('2030-05-02T21:00:00Z');
  expect(await find({ hromadaCode: old })).toMatchObject({ officer: { officerId: successor }, unitCode: last });
  expect(await officerOf({ hromadaCode: old, asOfTime: new Date('2030-05-02T20:59:59Z') })).toBe(former);
  const { latitude = 0, longitude = 0 } = findHromada(old) ?? {};
  expect(await officerOf({ location: { latitude, longitude } })).toBe(successor);
  const [place] = (
    await registry.client.batchFindResponsibleOfficers({
      places: [{ hromadaCode: old, starostaDistrictCode: '', settlementCode: '', location: undefined }],
    })
  ).results;
  expect(place?.found).toMatchObject({ officer: { officerId: successor }, unitCode: last });
});

test('parts of a merged hromada belong to the successor and keep their beats', async () => {
  const [old = '', last = ''] = UNUSED.splice(0, 2);
  const [district = '', other = ''] = starostaDistricts(old).map(({ code }) => code);
  const [settlement = ''] = settlementsOf(old).map(({ code }) => code);
  const [ofDistrict, successor] = [await staffed(old, [district]), await staffed(last)];
  now = new Date(now.getTime() + HOUR);
  await merge(old, last);
  expect(await officerOf({ hromadaCode: old, starostaDistrictCode: district })).toBe(ofDistrict);
  expect(await officerOf({ hromadaCode: last, starostaDistrictCode: district })).toBe(ofDistrict);
  expect(await officerOf({ hromadaCode: last, starostaDistrictCode: other })).toBe(successor);
  for (const hromadaCode of [old, last, '']) {
    expect(await officerOf({ hromadaCode, settlementCode: settlement })).toBe(successor);
  }
  const wrong = find({ hromadaCode: UNUSED[0] ?? '', settlementCode: settlement });
  expect(await refusalOf(wrong)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['settlement_code'] });
});

test('while nobody serves in the successor, the officer of the merged hromada goes on', async () => {
  const [old = '', last = ''] = UNUSED.splice(0, 2);
  const former = await staffed(old);
  now = new Date(now.getTime() + HOUR);
  await merge(old, last);
  expect(await find({ hromadaCode: old })).toMatchObject({ officer: { officerId: former }, unitCode: old });
  const successor = await staffed(last);
  expect(await officerOf({ hromadaCode: old })).toBe(successor);
  const [nobody = '', empty = ''] = UNUSED.splice(0, 2);
  await merge(nobody, empty);
  expect(await refusalOf(find({ hromadaCode: nobody }))).toMatchObject({ reason: 'NOBODY_RESPONSIBLE' });
});

test('the code of a merged settlement leads to its successor, also in another hromada', async () => {
  const [old = '', last = ''] = UNUSED.splice(0, 2);
  const [from = ''] = settlementsOf(old).map(({ code }) => code);
  const [to = ''] = settlementsOf(last).map(({ code }) => code);
  const former = await staffed(old, [from]);
  now = new Date(now.getTime() + HOUR);
  await merge(from, to);
  // The beat still covers the former unit.
  expect(await officerOf({ settlementCode: from })).toBe(former);
  const successor = await staffed(last, [to]);
  expect(await find({ hromadaCode: old, settlementCode: from })).toMatchObject({
    officer: { officerId: successor },
    unitCode: to,
  });
});

test('a city district without a beat of its own falls to the beat of the city, then to that of the hromada', async () => {
  const place = { hromadaCode: KHARKIV_HROMADA, settlementCode: INDUSTRIALNYI };
  const whole = await staffed(KHARKIV_HROMADA);
  expect(await find(place)).toMatchObject({ officer: { officerId: whole }, unitCode: KHARKIV_HROMADA });
  const city = await staffed(KHARKIV_HROMADA, [KHARKIV]);
  const withCity = new Date(now.getTime());
  expect(await find(place)).toMatchObject({ officer: { officerId: city }, unitCode: KHARKIV });
  now = new Date(now.getTime() + HOUR);
  const district = await staffed(KHARKIV_HROMADA, [INDUSTRIALNYI]);
  expect(await find(place)).toMatchObject({ officer: { officerId: district }, unitCode: INDUSTRIALNYI });
  expect(await find({ ...place, asOfTime: withCity })).toMatchObject({
    officer: { officerId: city },
    unitCode: KHARKIV,
  });
});

test.each([
  ['Kyiv', KYIV, HOLOSIIVSKYI],
  ['Sevastopol', SEVASTOPOL, BALAKLAVSKYI],
])('a district of %s without a beat of its own falls to the beat of the whole city', async (_, city, district) => {
  now = new Date(now.getTime() + HOUR);
  // Nobody is assigned in an occupied city.
  if (city === SEVASTOPOL)
    await change({ code: city, kind: TerritoryChangeKind.LIBERATED, effectiveDate: '2030-05-01' });
  const whole = await staffed(city);
  for (const hromadaCode of [city, '']) {
    expect(await find({ hromadaCode, settlementCode: district })).toMatchObject({
      officer: { officerId: whole },
      unitCode: city,
    });
  }
  const own = await staffed(city, [district]);
  expect(await officerOf({ settlementCode: district })).toBe(own);
});

/** The sums of all rows, as a reader of the list adds them up. */
function sumOf(rows: readonly HromadaCoverage[]) {
  const sum = (of: (row: HromadaCoverage) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    population: sum(({ population }) => population),
    beats: sum(({ beats }) => beats),
    staffed: sum(({ staffedBeats }) => staffedBeats),
    required: sum(({ requiredBeats }) => requiredBeats),
  };
}

/** The codes of all rows of the oblast, read by small pages. */
async function pagesOf(orderBy: HromadaOrder): Promise<string[]> {
  const codes: string[] = [];
  let pageToken = '';
  do {
    const page = await registry.client.listHromadaCoverage({
      oblastCode: VINNYTSKA_OBLAST,
      pageSize: 7,
      pageToken,
      orderBy,
    });
    codes.push(...page.hromadas.map(({ hromadaCode }) => hromadaCode));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return codes;
}

test('after a merger, the successor gets the beats, the coverage, and the lists of the merged hromada', async () => {
  const [old = '', last = ''] = UNUSED.splice(0, 2);
  const settlements = settlementsOf(old).map(({ code }) => code);
  const officerId = await staffed(old, settlements.slice(0, 1));
  const local = await registry.client.registerOfficer({ servicePlaceCode: old });
  const { stationId } = await stations.openStation({ hromadaCode: old, details: STATION });
  now = new Date(now.getTime() + HOUR);
  const rowsOfOblast = async (orderBy: HromadaOrder = HromadaOrder.POPULATION) =>
    (await registry.client.listHromadaCoverage({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500, orderBy })).hromadas;
  const rowOf = async (code: string) => (await rowsOfOblast()).find(({ hromadaCode }) => hromadaCode === code);
  const [ofOld, ofLast, before] = [await rowOf(old), await rowOf(last), await rowsOfOblast()];
  await merge(old, last);
  expect(await rowOf(old)).toBeUndefined();
  const after = await rowsOfOblast();
  expect(after).toHaveLength(before.length - 1);
  expect(sumOf(after)).toEqual(sumOf(before));
  expect(after.map(({ population }) => population)).toEqual(
    after.map(({ population }) => population).toSorted((a, b) => b - a),
  );
  expect(await pagesOf(HromadaOrder.MISSING_OFFICERS)).toEqual(
    (await rowsOfOblast(HromadaOrder.MISSING_OFFICERS)).map(({ hromadaCode }) => hromadaCode),
  );
  expect(await rowOf(last)).toMatchObject({
    population: (ofOld?.population ?? 0) + (ofLast?.population ?? 0),
    beats: 1,
    staffedBeats: 1,
    requiredBeats: (ofOld?.requiredBeats ?? 0) + (ofLast?.requiredBeats ?? 0),
    eligible: true,
  });
  const { shares } = await accountability.getGuarantee({
    firstDay: '2030-01-01',
    lastDay: '2030-05-01',
    oblastCode: VINNYTSKA_OBLAST,
  });
  expect(shares.length).toBeGreaterThan(0);
  const { rows: named } = await accountability.listGuaranteeRows({
    metric: GuaranteeMetric.NAMED_OFFICER,
    oblastCode: VINNYTSKA_OBLAST,
    pageSize: 500,
  });
  expect(named.find(({ hromadaCode }) => hromadaCode === last)?.officerId).toBe(officerId);
  expect((await registry.client.listBeats({ hromadaCode: last })).beats).toHaveLength(1);
  expect((await assignments.listAssignments({ hromadaCode: last })).assignments).toMatchObject([{ officerId }]);
  const { stations: premises } = await stations.listStations({ hromadaCode: last });
  expect(premises.map((each) => each.stationId)).toEqual([stationId]);
  const { officers: listed } = await officers.listOfficers({ hromadaCode: last });
  expect(listed.map((each) => each.officerId).toSorted()).toEqual([officerId, local.officerId].toSorted());
  const inSuccessor = await registry.client.createBeat({
    hromadaCode: last,
    name: 'Нова дільниця',
    unitCodes: settlements.slice(1, 2),
  });
  expect(inSuccessor.beat?.hromadaCode).toBe(last);
  const changed = await registry.client.changeBeat({
    beatId: inSuccessor.beat?.beatId ?? '',
    etag: inSuccessor.beat?.etag ?? '',
    unitCodes: settlements.slice(2, 3),
  });
  expect(changed.beat?.unitCodes).toEqual(settlements.slice(2, 3));
  const rule = `must not be merged: it is part of ${last}`;
  expect(await refusalOf(registry.client.createBeat({ hromadaCode: old, name: 'Стара дільниця' }))).toMatchObject({
    fields: ['hromada_code'],
    message: expect.stringContaining(rule),
  });
  const byPlace = registry.client.assignOfficer({ officerId, beat: { hromadaCode: old, starostaDistrictCode: '' } });
  expect(await refusalOf(byPlace)).toMatchObject({ fields: ['beat.hromada_code'] });
});
