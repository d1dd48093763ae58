import { GuaranteeMetric } from '@safe-community/contracts/officers/v1/accountability.ts';
import { AccountabilityServiceService } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentServiceService } from '@safe-community/contracts/officers/v1/assignment_service.ts';
import { NormStatus } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { HromadaOrder, type HromadaCoverage } from '@safe-community/contracts/officers/v1/coverage.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { RecruitmentServiceService } from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import {
  Condition,
  PremisesFunding,
  StationServiceService,
  type StationDetails,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { findHromada, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as hromadas from '../../test/merged-hromadas.ts';
import { VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const HOUR = 3_600_000;
const START = new Date('2030-05-01T08:00:00Z');
const TODAY = '2030-05-01';
const UNUSED = hromadas.unusedHromadas();

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
let recruitment: TestClient<typeof RecruitmentServiceService>;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  territory = testClient(TerritoryServiceService, registry.port);
  assignments = testClient(AssignmentServiceService, registry.port);
  accountability = testClient(AccountabilityServiceService, registry.port);
  officers = testClient(OfficerServiceService, registry.port);
  stations = testClient(StationServiceService, registry.port);
  recruitment = testClient(RecruitmentServiceService, registry.port);
});
afterAll(async () => {
  for (const client of [territory, assignments, accountability, officers, stations, recruitment]) client.close();
  await registry.stop();
});

const staffed = (hromadaCode: string, unitCodes: string[] = []) =>
  hromadas.staffedBeat(registry.client, hromadaCode, unitCodes);

const merge = (code: string, successorCode: string) =>
  hromadas.merge(registry.client, territory, code, successorCode, TODAY);

const unused = (most = 2): string[] => UNUSED.splice(0, most).map(({ code }) => code);

/** The sums of all rows, as a reader of the list adds them up. */
function sumOf(rows: readonly HromadaCoverage[]) {
  const sum = (of: (row: HromadaCoverage) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    population: sum(({ population }) => population),
    beats: sum(({ beats }) => beats),
    staffed: sum(({ staffedBeats }) => staffedBeats),
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

/** The beats that order № 650 requires for hromadas that are one: 6,000 people each, or 7,000 in a town. */
function requiredOf(successor: string, ...parts: string[]): number {
  const people = [successor, ...parts].reduce((sum, code) => sum + (findHromada(code)?.population ?? 0), 0);
  return Math.ceil(people / (findHromada(successor)?.kind === 'urban' ? 7_000 : 6_000));
}

test('after a merger, the successor gets the beats, the coverage, and the lists of the merged hromada', async () => {
  const [old = '', last = ''] = unused();
  const settlements = settlementsOf(old).map(({ code }) => code);
  const { officerId } = await staffed(old, settlements.slice(0, 1));
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
    requiredBeats: requiredOf(last, old),
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

/** What the two lists of gaps say of each eligible hromada of the oblast. */
async function gaps() {
  const { hromadas: rows } = await registry.client.listHromadaCoverage({
    oblastCode: VINNYTSKA_OBLAST,
    pageSize: 500,
    gapsOnly: true,
    orderBy: HromadaOrder.MISSING_OFFICERS,
  });
  const { vacancies } = await recruitment.listVacancies({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500 });
  return {
    coverage: rows.map(({ hromadaCode, population, vacantBeats, beats, requiredBeats }) => ({
      hromadaCode,
      population,
      vacantBeats,
      missingBeats: Math.max(0, requiredBeats - beats),
    })),
    vacancies: vacancies.map(({ hromadaCode, population, vacantBeats, missingBeats }) => ({
      hromadaCode,
      population,
      vacantBeats,
      missingBeats,
    })),
  };
}

test('both lists of gaps agree: after a merger, about a suspended primary, and at the front', async () => {
  const [old = '', last = '', front = ''] = unused(3);
  const { officerId } = await staffed(old);
  await registry.client.createBeat({
    hromadaCode: old,
    name: 'Вакантна',
    unitCodes: [settlementsOf(old)[0]?.code ?? ''],
  });
  await staffed(last);
  now = new Date(now.getTime() + HOUR);
  await merge(old, last);
  const rowOf = async (code: string) => (await gaps()).vacancies.find(({ hromadaCode }) => hromadaCode === code);
  const before = await rowOf(last);
  const population = (findHromada(old)?.population ?? 0) + (findHromada(last)?.population ?? 0);
  expect(before).toEqual({
    hromadaCode: last,
    population,
    vacantBeats: 1,
    missingBeats: Math.max(0, requiredOf(last, old) - 3),
  });
  expect(await rowOf(old)).toBeUndefined();
  await registry.client.changeOfficerState({ officerId, state: OfficerState.SUSPENDED, reason: 'Наказ' });
  expect(await rowOf(last)).toEqual({ ...before, vacantBeats: 2 });
  expect(await rowOf(front)).toBeDefined();
  const { frontlineHromadas } = await recruitment.listVacancies();
  await hromadas.recordChange(registry.client, territory, {
    code: front,
    kind: TerritoryChangeKind.FRONTLINE,
    effectiveDate: TODAY,
  });
  expect(await rowOf(front)).toBeUndefined();
  expect((await recruitment.listVacancies()).frontlineHromadas).toBe(frontlineHromadas + 1);
  const { coverage, vacancies } = await gaps();
  expect(vacancies).toEqual(coverage);
});

test('norms count the people of merged hromadas together: beats, large hromadas, and previews', async () => {
  now = new Date(now.getTime() + HOUR);
  const index = UNUSED.findIndex(
    ({ code }, at) =>
      requiredOf(code) + requiredOf(UNUSED[at + 1]?.code ?? '') > requiredOf(UNUSED[at + 1]?.code ?? '', code),
  );
  const [old = '', last = ''] = UNUSED.splice(index, 2).map(({ code }) => code);
  const people = (findHromada(old)?.population ?? 0) + (findHromada(last)?.population ?? 0);
  const norm = {
    peopleRural: 6_000,
    peopleUrban: 7_000,
    largeHromadaPopulation: people,
    validFromTime: now,
    source: 'наказ МВС № 650',
    status: NormStatus.UNCONFIRMED,
  };
  await registry.client.setNorm({ norm });
  const [district = ''] = starostaDistricts(old).map(({ code }) => code);
  const { officerId } = await registry.client.registerOfficer();
  const assign = () =>
    registry.client.assignOfficer({ officerId, beat: { hromadaCode: last, starostaDistrictCode: district } });
  const preview = async () => {
    const { total } = await registry.client.previewNorm({
      norm: { ...norm, validFromTime: new Date(now.getTime() + HOUR) },
    });
    return { required: total?.requiredAfter ?? 0, large: total?.largeAfter ?? 0 };
  };
  const before = await preview();
  await merge(old, last);
  const after = await preview();
  expect(after.required - before.required).toBe(requiredOf(last, old) - requiredOf(old) - requiredOf(last));
  expect(after.large).toBe(before.large + 1);
  await assign();
  const { beats } = await registry.client.listBeats({ hromadaCode: last });
  expect(beats).toMatchObject([{ unitCodes: [district] }]);
});

test('officers are listed by a settlement of a merged hromada as the look-up finds them', async () => {
  const [old = '', last = ''] = unused();
  const [settlementCode = ''] = settlementsOf(old).map(({ code }) => code);
  const former = await staffed(old);
  const listed = async () => {
    const [found, { officer }] = await Promise.all([
      officers.listOfficers({ settlementCode }),
      registry.client.findResponsibleOfficer('', '', { settlementCode }),
    ]);
    return [found.officers.map(({ officerId }) => officerId), officer?.officerId];
  };
  expect(await listed()).toEqual([[former.officerId], former.officerId]);
  now = new Date(now.getTime() + HOUR);
  await merge(old, last);
  expect(await listed()).toEqual([[former.officerId], former.officerId]);
  const successor = await staffed(last);
  expect(await listed()).toEqual([[successor.officerId], successor.officerId]);
});
