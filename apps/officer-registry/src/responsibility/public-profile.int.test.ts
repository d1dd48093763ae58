import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  ResidentPlace,
  UpdateOfficerRequest,
  type GetPublicProfileResponse,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import {
  Condition,
  PremisesFunding,
  StationDetails,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { settlementsOf } from '@safe-community/territory';
import { eventually, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officerCalls, PROFILE, type OfficerCalls } from '../../test/officer-calls.ts';
import { beat, VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const NEMYRIV = 'UA05020170000049432';
const IN_VINNYTSIA = { latitude: 49.2331, longitude: 28.4682 };
const SIMFEROPOL = { latitude: 44.952, longitude: 34.102 };
const SEVASTOPOL = 'UA85000000000065278';
const NOT_FOUND = { code: 'NOT_FOUND', message: 'public profile not found' };

let registry: RunningRegistry;
let officers: OfficerCalls;
let unprivileged: OfficerCalls;
let stations: TestClient<typeof Stations>;
beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
  unprivileged = officerCalls(registry.port, 'nats');
  stations = testClient(Stations, registry.port);
});
afterAll(async () => {
  for (const client of [officers, unprivileged, stations]) client.close();
  await registry.stop();
});

test('a resident sees the profile of the officer of the place, and nothing else', async () => {
  const deputy = await officer(AssignmentRole.DEPUTY, 'Deputy');
  const primary = await officer(AssignmentRole.PRIMARY, 'Primary');
  const [settlement] = settlementsOf(VINNYTSIA);
  const settlementCode = settlement?.code ?? '';
  const answer = {
    profile: { ...PROFILE, name: 'Primary' },
    stationPhone: '',
    role: AssignmentRole.PRIMARY,
    hasFinerBeats: false,
    occupiedSince: '',
  };
  for (const place of [
    { hromadaCode: VINNYTSIA },
    { settlementCode },
    { hromadaCode: VINNYTSIA, settlementCode },
    { location: IN_VINNYTSIA },
  ]) {
    expect(await ask(place)).toEqual(answer);
  }
  await registry.client.changeOfficerState({ officerId: primary, state: OfficerState.ON_LEAVE });
  expect(await ask({ hromadaCode: VINNYTSIA })).toMatchObject({
    profile: { name: 'Deputy' },
    role: AssignmentRole.DEPUTY,
  });
  await registry.client.changeOfficerState({ officerId: deputy, state: OfficerState.ON_LEAVE });
  expect(await refusalOf(ask({ hromadaCode: VINNYTSIA }))).toMatchObject(NOT_FOUND);
});

test('without a profile, the phone of an open station answers: that of the settlement before others', async () => {
  const [first, second] = settlementsOf(NEMYRIV).map(({ code }) => code);
  expect(await refusalOf(ask({ hromadaCode: NEMYRIV }))).toMatchObject(NOT_FOUND);
  await openStation('');
  const general = await openStation('+380433100001');
  await openStation('+380433100002', second);
  expect(await ask({ hromadaCode: NEMYRIV })).toEqual({
    profile: undefined,
    stationPhone: '+380433100001',
    role: AssignmentRole.UNSPECIFIED,
    hasFinerBeats: false,
    occupiedSince: '',
  });
  expect((await ask({ settlementCode: first ?? '' })).stationPhone).toBe('+380433100001');
  expect((await ask({ settlementCode: second ?? '' })).stationPhone).toBe('+380433100002');
  await stations.closeStation(general);
  expect((await ask({ hromadaCode: NEMYRIV })).stationPhone).toBe('+380433100002');
  // The officer of the place has published nothing: who that is stays unknown.
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beat: beat(NEMYRIV) });
  expect(await ask({ hromadaCode: NEMYRIV })).toEqual({
    profile: undefined,
    stationPhone: '+380433100002',
    role: AssignmentRole.UNSPECIFIED,
    hasFinerBeats: false,
    occupiedSince: '',
  });
});

test('where the country has no control, nobody is promised: neither an officer who is assigned nor a station', async () => {
  const code = 'UA05020110000052014';
  await openStation('+380433100009', '', code);
  await officer(AssignmentRole.PRIMARY, 'Primary', code);
  expect(await ask({ hromadaCode: code })).toMatchObject({ profile: { name: 'Primary' }, occupiedSince: '' });
  const territory = testClient(TerritoryServiceService, registry.port);
  const change = { kind: TerritoryChangeKind.OCCUPIED, effectiveDate: '2026-01-01', source: 'наказ' };
  await territory.recordTerritoryChange({ code, ...change });
  territory.close();
  const nobody = { profile: undefined, stationPhone: '', role: AssignmentRole.UNSPECIFIED, hasFinerBeats: false };
  const [settlement] = settlementsOf(code);
  for (const place of [{ hromadaCode: code }, { settlementCode: settlement?.code ?? '' }]) {
    await eventually(async () => expect(await ask(place)).toEqual({ ...nobody, occupiedSince: '2026-01-01' }));
  }
  for (const place of [{ hromadaCode: SEVASTOPOL }, { location: SIMFEROPOL }]) {
    expect(await ask(place)).toEqual({ ...nobody, occupiedSince: '2014-02-20' });
  }
});

test('after a merger, the stations of the merged hromada answer as well, in its part first', async () => {
  const [former, successor] = ['UA05020050000066991', 'UA05020070000010139'];
  await openStation('+380433100003', '', successor);
  await openStation('+380433100004', '', former);
  const territory = testClient(TerritoryServiceService, registry.port);
  const change = { kind: TerritoryChangeKind.MERGED, effectiveDate: '2026-01-01', source: 'постанова' };
  await territory.recordTerritoryChange({ code: former, successorCode: successor, ...change });
  territory.close();
  const phoneOf = async (hromadaCode: string) => (await ask({ hromadaCode })).stationPhone;
  expect(await phoneOf(successor)).toBe('+380433100003');
  const { stations: own } = await stations.listStations({ hromadaCode: successor });
  const { stationId = '', etag = '' } = own.find(({ hromadaCode }) => hromadaCode === successor) ?? {};
  await stations.closeStation({ stationId, etag });
  // The directory looks every second.
  await eventually(async () => expect(await phoneOf(successor)).toBe('+380433100004'));
  await openStation('+380433100005', '', successor);
  expect(await phoneOf(successor)).toBe('+380433100005');
  expect(await phoneOf(former)).toBe('+380433100004');
});

test.each<[string, Parameters<typeof ResidentPlace.fromPartial>[0]]>([
  ['place.hromada_code', {}],
  ['place.hromada_code', { hromadaCode: 'UA05' }],
  ['place.settlement_code', { hromadaCode: VINNYTSIA, settlementCode: 'UA05020230010011069' }],
  ['place.location', { hromadaCode: VINNYTSIA, location: IN_VINNYTSIA }],
  ['place.location', { location: { latitude: 0, longitude: 0 } }],
])('rejects a place with a bad %s: %j', async (field, place) => {
  expect(await refusalOf(ask(place))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
});

test('rejects an officer beside a place, neither of both, and a caller without the scope', async () => {
  const place = ResidentPlace.fromPartial({ hromadaCode: VINNYTSIA });
  const both = officers.getPublicProfile({ officerId: randomUUID(), place });
  expect(await refusalOf(both)).toMatchObject({ fields: ['officer_id'] });
  expect(await refusalOf(officers.getPublicProfile({}))).toMatchObject({ fields: ['officer_id'] });
  expect((await refusalOf(unprivileged.getPublicProfile({ place }))).code).toBe('PERMISSION_DENIED');
});

function ask(place: Parameters<typeof ResidentPlace.fromPartial>[0]): Promise<GetPublicProfileResponse> {
  return officers.getPublicProfile({ place: ResidentPlace.fromPartial(place) });
}

/** An officer of Vinnytsia with a profile. */
async function officer(role: AssignmentRole, name: string, hromadaCode = VINNYTSIA): Promise<string> {
  const { officerId } = await registry.client.registerOfficer();
  const { officer: found } = await registry.client.getOfficer(officerId);
  await officers.updateOfficer(
    UpdateOfficerRequest.fromPartial({
      requestId: randomUUID(),
      officerId,
      etag: found?.etag ?? '',
      updateMask: ['public_profile'],
      officer: { publicProfile: { ...PROFILE, name } },
    }),
  );
  await registry.client.assignOfficer({ officerId, beat: beat(hromadaCode), role });
  return officerId;
}

async function openStation(phone: string, settlementCode = '', hromadaCode = NEMYRIV) {
  const details = StationDetails.fromPartial({
    settlementCode,
    address: 'вул. Соборна, 1',
    funding: PremisesFunding.HROMADA,
    fundedSince: '2021-06-01',
    condition: Condition.GOOD,
    phone,
  });
  return stations.openStation({ hromadaCode, details });
}
