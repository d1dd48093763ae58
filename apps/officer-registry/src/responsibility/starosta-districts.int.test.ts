import { randomUUID } from 'node:crypto';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { FindResponsibleOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { OfficerServiceService } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { ResponsibilityReason as Reason } from '@safe-community/contracts/officers/v1/responsibility.ts';
import { StarostaDistrictServiceService as Districts } from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { eventually, testClient, type TestClient } from '@safe-community/testkit';
import { findHromada, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** After the clock of the database, which leaves out what ended long ago. */
const START = new Date('2030-05-01T08:00:00Z');
const FIRST_DAY = '2030-05-02';
const BEFORE = new Date('2030-05-01T20:59:59.999Z');
const MIDNIGHT = new Date('2030-05-01T21:00:00Z');

let now = START;
let registry: RunningRegistry;
let districts: TestClient<typeof Districts>;
let officers: TestClient<typeof OfficerServiceService>;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  districts = testClient(Districts, registry.port);
  officers = testClient(OfficerServiceService, registry.port);
});
afterAll(async () => {
  districts.close();
  officers.close();
  await registry.stop();
});

/** Hromadas with two settlements and two starosta districts; each test takes its own. */
const UNUSED = ['UA05020010000053508', 'UA05020050000066991', 'UA05020070000010139', 'UA05020090000067118'];

interface Units {
  readonly hromadaCode: string;
  readonly settlements: readonly [string, string];
  readonly districts: readonly [string, string];
}

function unusedUnits(): Units {
  const hromadaCode = UNUSED.shift() ?? '';
  const [s1 = '', s2 = ''] = settlementsOf(hromadaCode).map(({ code }) => code);
  const [d1 = '', d2 = ''] = starostaDistricts(hromadaCode).map(({ code }) => code);
  return { hromadaCode, settlements: [s1, s2], districts: [d1, d2] };
}

async function staffed(hromadaCode: string, unitCodes: string[] = []): Promise<string> {
  const { beat } = await registry.client.createBeat({ hromadaCode, name: 'Дільниця', unitCodes });
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ beatId: beat?.beatId ?? '', officerId });
  return officerId;
}

function define(starostaDistrictCode: string, settlementCodes: string[], validFrom = FIRST_DAY) {
  const definition = { starostaDistrictCode, settlementCodes, validFrom, source: 'Рішення № 12', confirmed: true };
  return districts.defineStarostaDistrict({ requestId: randomUUID(), definition });
}

async function find(given: Partial<FindResponsibleOfficerRequest>, client = registry.client) {
  const { officer, unitCode, reason } = await client.findResponsibleOfficer('', '', given);
  return { officerId: officer?.officerId, unitCode, reason };
}

async function listed(given: { settlementCode?: string; starostaDistrictCode?: string }): Promise<string[]> {
  return (await officers.listOfficers(given)).officers.map(({ officerId }) => officerId);
}

test('a settlement reaches the beat of its starosta district from the day of the decision on', async () => {
  const { hromadaCode, settlements, districts: codes } = unusedUnits();
  const [settlementCode, other] = settlements;
  const [whole, ofDistrict] = [await staffed(hromadaCode), await staffed(hromadaCode, [codes[0]])];
  await define(codes[0], [settlementCode]);
  const byHromada = { officerId: whole, unitCode: hromadaCode, reason: Reason.PRIMARY };
  const byDistrict = { officerId: ofDistrict, unitCode: codes[0], reason: Reason.PRIMARY };
  now = BEFORE;
  expect(await find({ settlementCode })).toEqual(byHromada);
  expect(await listed({ settlementCode })).toEqual([whole]);
  expect(await find({ settlementCode, asOfTime: MIDNIGHT })).toEqual(byDistrict);
  now = MIDNIGHT;
  expect(await find({ settlementCode })).toEqual(byDistrict);
  expect(await listed({ settlementCode })).toEqual([ofDistrict]);
  // The decision counts, not the district that the caller names.
  expect(await listed({ settlementCode, starostaDistrictCode: codes[1] })).toEqual([ofDistrict]);
  expect(await listed({ settlementCode: other, starostaDistrictCode: codes[0] })).toEqual([whole]);
  expect(await find({ hromadaCode, settlementCode })).toEqual(byDistrict);
  expect(await find({ settlementCode, asOfTime: BEFORE })).toEqual(byHromada);
  expect(await find({ settlementCode: other })).toEqual(byHromada);
  const places = [settlementCode, other].map((code) => ({
    hromadaCode: '',
    starostaDistrictCode: '',
    settlementCode: code,
    location: undefined,
  }));
  const officersOf = async (asOfTime?: Date) =>
    (await registry.client.batchFindResponsibleOfficers({ places, asOfTime })).results.map(
      ({ found }) => found?.officer?.officerId,
    );
  expect(await officersOf()).toEqual([ofDistrict, whole]);
  expect(await officersOf(BEFORE)).toEqual([whole, whole]);
});

test('another decision moves a settlement, and counts more than a district that is named beside it', async () => {
  const { hromadaCode, settlements, districts: codes } = unusedUnits();
  const [settlementCode] = settlements;
  now = START;
  const [first, second] = [await staffed(hromadaCode, [codes[0]]), await staffed(hromadaCode, [codes[1]])];
  const whole = await staffed(hromadaCode);
  const named = { hromadaCode, settlementCode, starostaDistrictCode: codes[0] };
  expect(await find(named)).toMatchObject({ officerId: first });
  await define(codes[0], [settlementCode], '2030-05-01');
  await define(codes[0], [], '2030-06-01');
  await define(codes[1], [settlementCode], '2030-07-01');
  expect(await find({ settlementCode })).toMatchObject({ officerId: first });
  for (const [day, officerId] of [
    ['2030-05-31', first],
    ['2030-06-30', whole],
    ['2030-07-01', second],
  ] as const) {
    expect(await find({ ...named, asOfTime: new Date(`${day}T09:00:00Z`) })).toMatchObject({ officerId });
  }
  expect(
    await find({ hromadaCode, starostaDistrictCode: codes[0], asOfTime: new Date('2030-07-01T09:00:00Z') }),
  ).toEqual({ officerId: first, unitCode: codes[0], reason: Reason.PRIMARY });
});

test('the beat of a settlement may lie in that of its district, decides before it, and falls to it', async () => {
  const { hromadaCode, settlements, districts: codes } = unusedUnits();
  const [settlementCode] = settlements;
  now = START;
  await define(codes[0], [settlementCode], '2030-05-01');
  const ofDistrict = await staffed(hromadaCode, [codes[0]]);
  const own = await staffed(hromadaCode, [settlementCode]);
  const rowOf = async () =>
    (await registry.client.listHromadaCoverage({ oblastCode: VINNYTSKA_OBLAST, pageSize: 500 })).hromadas.find(
      (row) => row.hromadaCode === hromadaCode,
    );
  const covered = (await rowOf())?.populationCovered;
  expect(await find({ settlementCode })).toEqual({ officerId: own, unitCode: settlementCode, reason: Reason.PRIMARY });
  await registry.client.changeOfficerState({ officerId: own, state: OfficerState.SUSPENDED, reason: 'Наказ' });
  expect(await find({ settlementCode })).toEqual({
    officerId: ofDistrict,
    unitCode: codes[0],
    reason: Reason.PRIMARY,
  });
  const row = await rowOf();
  expect(row).toMatchObject({ beats: 2, staffedBeats: 1, vacantBeats: 1, populationCovered: covered });
  const population = findHromada(hromadaCode)?.population ?? 0;
  expect(covered).toBe(Math.floor((population * 2) / Math.max(2, row?.requiredBeats ?? 0)));
});

test('every replica follows within a second, and one that starts later knows past and future decisions', async () => {
  const { hromadaCode, settlements, districts: codes } = unusedUnits();
  const [settlementCode] = settlements;
  now = START;
  const [whole, ofDistrict] = [await staffed(hromadaCode), await staffed(hromadaCode, [codes[0]])];
  const running = await registry.startReplica();
  await define(codes[0], [settlementCode]);
  now = MIDNIGHT;
  await eventually(async () =>
    expect(await find({ settlementCode }, running)).toMatchObject({ officerId: ofDistrict }),
  );
  const later = await registry.startReplica();
  expect(await find({ settlementCode }, later)).toMatchObject({ officerId: ofDistrict });
  expect(await find({ settlementCode, asOfTime: BEFORE }, later)).toMatchObject({ officerId: whole });
});
