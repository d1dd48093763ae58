import { randomUUID } from 'node:crypto';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import {
  AccessibilityGrade,
  Condition,
  PremisesFunding,
  StationServiceService as Stations,
  type OpenStationRequest,
  type StationDetails,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import {
  auditedWrite,
  callerWithRoles,
  expectAudited,
  refusalOf,
  testClient,
  type Rejection,
  type TestClient,
} from '@safe-community/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** Another hromada of the same oblast, and a city with special status. */
const BARSKA = 'UA05020010000053508';
const KYIV = 'UA80000000000093317';
const SETTLEMENT = 'UA05020030010063857';

let registry: RunningRegistry;
let stations: TestClient<typeof Stations>;
/** The head of the hromada of Vinnytsia. */
let head: TestClient<typeof Stations>;
let unprivileged: TestClient<typeof Stations>;
let officerId: string;
beforeAll(async () => {
  const held = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('hromada-head') ?? expect.fail('no such role');
  const caller = { ...callerWithRoles('statistics', [held]), territory: new Set([VINNYTSIA]) };
  registry = await runRegistry({}, [caller]);
  stations = testClient(Stations, registry.port);
  head = testClient(Stations, registry.port, 'statistics');
  unprivileged = testClient(Stations, registry.port, 'nats');
  officerId = (await registry.client.registerOfficer()).officerId;
});
afterAll(async () => {
  for (const client of [stations, head, unprivileged]) client.close();
  await registry.stop();
});

function details(change: Partial<StationDetails> = {}): StationDetails {
  return {
    settlementCode: SETTLEMENT,
    address: 'вул. Соборна, 1',
    funding: PremisesFunding.HROMADA,
    fundedSince: '2021-06-01',
    condition: Condition.GOOD,
    accessibility: { grade: AccessibilityGrade.PARTLY, assessedOn: '2025-07-15', source: 'Самооцінка громади' },
    equipment: [{ item: 'Ноутбук', quantity: 2, condition: Condition.GOOD }],
    vehicles: [{ model: 'Renault Duster', plate: 'АВ1234СХ', condition: Condition.WORN }],
    officerIds: [officerId],
    phone: '+380432000000',
    ...change,
  };
}

const openStation = (change: Partial<OpenStationRequest> = {}) =>
  stations.openStation({ hromadaCode: VINNYTSIA, details: details(), ...change });

describe('the life of a station', () => {
  test('it is opened, changed and closed, and reads as it was written', async () => {
    const { stationId, etag } = await openStation();
    const { station } = await stations.getStation({ stationId });
    expect(station).toEqual({
      stationId,
      hromadaCode: VINNYTSIA,
      oblastCode: VINNYTSKA_OBLAST,
      details: details(),
      openedTime: station?.openedTime,
      closedTime: undefined,
      changedTime: station?.openedTime,
      etag,
    });
    const bare = details({ accessibility: undefined, equipment: [], vehicles: [], officerIds: [], settlementCode: '' });
    const changed = await stations.updateStation({ stationId, etag, details: bare });
    expect((await stations.getStation({ stationId })).station).toMatchObject({ details: bare, etag: changed.etag });
    const { closedTime } = await stations.closeStation({ stationId, etag: changed.etag });
    expect((await stations.getStation({ stationId })).station?.closedTime).toEqual(closedTime);
    const refusal = await refusalOf(stations.closeStation({ stationId, etag: changed.etag }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'STATION_CLOSED' });
  });

  test('of 10 concurrent changes of one version, one succeeds', async () => {
    const { stationId, etag } = await openStation();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stations
          .updateStation({ stationId, etag, details: details({ address: `вул. Соборна, ${index}` }) })
          .then(() => 'changed', reasonOf),
      ),
    );
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'ETAG_STALE'), 'changed']);
  });

  test('a repeated request gets the first answer and changes nothing', async () => {
    const request = { requestId: randomUUID(), hromadaCode: VINNYTSIA, details: details() };
    const first = await stations.openStation(request);
    const before = await registry.rowCount();
    expect(await stations.openStation(request)).toEqual(first);
    expect(await registry.rowCount()).toBe(before);
    const other = await refusalOf(stations.openStation({ ...request, details: details({ phone: '' }) }));
    expect(other).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
  });
});

describe('the list', () => {
  test('pages through the open stations of a place, in the order of their opening', async () => {
    const opened: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      opened.push((await openStation({ hromadaCode: KYIV, details: details({ settlementCode: '' }) })).stationId);
    }
    const closed = await openStation({ hromadaCode: KYIV, details: details({ settlementCode: '' }) });
    await stations.closeStation(closed);
    const asked = { oblastCode: KYIV, pageSize: 2 };
    const first = await stations.listStations(asked);
    const second = await stations.listStations({ ...asked, pageToken: first.nextPageToken });
    expect([...first.stations, ...second.stations].map(({ stationId }) => stationId)).toEqual(opened);
    expect(second.nextPageToken).toBe('');
    const all = await stations.listStations({ hromadaCode: KYIV, includeClosed: true });
    expect(all.stations.map(({ stationId }) => stationId)).toEqual([...opened, closed.stationId]);
    for (const other of [{ includeClosed: true }, { oblastCode: VINNYTSKA_OBLAST }]) {
      const refusal = await refusalOf(stations.listStations({ ...asked, ...other, pageToken: first.nextPageToken }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['page_token'] });
    }
  });

  test.each([
    ['oblast_code', { oblastCode: VINNYTSIA }],
    ['hromada_code', { hromadaCode: VINNYTSKA_OBLAST }],
    ['hromada_code', { hromadaCode: 'UA05' }],
    ['page_size', { pageSize: 501 }],
    ['page_token', { pageToken: 'made-up' }],
  ])('rejects a bad %s', async (field, change) => {
    const refusal = await refusalOf(stations.listStations(change));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  });
});

describe('the head of a hromada', () => {
  test('keeps and sees the stations of the hromada, and no others', async () => {
    const own = await head.openStation({ hromadaCode: VINNYTSIA, details: details() });
    const other = await openStation({ hromadaCode: BARSKA, details: details({ settlementCode: '' }) });
    const outside = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };
    const { etag } = await head.updateStation({ ...own, details: details({ condition: Condition.UNUSABLE }) });
    expect((await head.getStation(own)).station?.etag).toBe(etag);
    const bare = details({ settlementCode: '' });
    const before = await registry.rowCount();
    expect(await refusalOf(head.openStation({ hromadaCode: BARSKA, details: bare }))).toMatchObject(outside);
    expect(await refusalOf(head.updateStation({ ...other, details: bare }))).toMatchObject(outside);
    expect(await refusalOf(head.closeStation(other))).toMatchObject(outside);
    expect(await refusalOf(head.getStation(other))).toMatchObject(outside);
    expect(await registry.rowCount()).toBe(before);
    const listed = (await head.listStations({ pageSize: 500 })).stations;
    expect(new Set(listed.map(({ hromadaCode }) => hromadaCode))).toEqual(new Set([VINNYTSIA]));
    expect((await head.listStations({ hromadaCode: BARSKA })).stations).toEqual([]);
  });
});

test('after a merger, the head of the successor keeps the stations of the merged hromada as well', async () => {
  const merged = 'UA05020050000066991';
  const station = await openStation({ hromadaCode: merged, details: details({ settlementCode: '' }) });
  const isListed = async (asked: { hromadaCode?: string }) =>
    (await head.listStations({ ...asked, pageSize: 500 })).stations.some(
      (each) => each.stationId === station.stationId,
    );
  expect(await isListed({})).toBe(false);
  const territory = testClient(TerritoryServiceService, registry.port);
  const change = { kind: TerritoryChangeKind.MERGED, effectiveDate: '2026-01-01', source: 'постанова' };
  await territory.recordTerritoryChange({ code: merged, successorCode: VINNYTSIA, ...change });
  territory.close();
  for (const asked of [{}, { hromadaCode: VINNYTSIA }]) expect(await isListed(asked)).toBe(true);
  expect((await head.getStation(station)).station?.hromadaCode).toBe(merged);
  const { etag } = await head.updateStation({ ...station, details: details({ condition: Condition.WORN }) });
  await head.closeStation({ stationId: station.stationId, etag });
  expect(await isListed({})).toBe(false);
});

describe('rejects without a change', () => {
  const LONG = 'а'.repeat(2_500_000);
  test.each<[string, () => Partial<OpenStationRequest>]>([
    ['request_id', () => ({ requestId: '' })],
    ['hromada_code', () => ({ hromadaCode: 'UA05020030000099999', details: details({ settlementCode: '' }) })],
    ['hromada_code', () => ({ hromadaCode: VINNYTSKA_OBLAST, details: details({ settlementCode: '' }) })],
    ['hromada_code', () => ({ hromadaCode: SETTLEMENT, details: details({ settlementCode: '' }) })],
    ['details.settlement_code', () => ({ hromadaCode: BARSKA })],
    ['details.address', () => ({ details: details({ address: 'вул.\u0000' }) })],
    ['details.funding', () => ({ details: details({ funding: 77 as PremisesFunding }) })],
    ['details.condition', () => ({ details: details({ condition: Condition.UNSPECIFIED }) })],
    ['details.funded_since', () => ({ details: details({ fundedSince: '2099-01-01' }) })],
    ['details.accessibility.grade', () => ({ details: details({ accessibility: ungraded() }) })],
    ['details.vehicles[0].condition', () => ({ details: details({ vehicles: [{ ...CAR, condition: 0 }] }) })],
    ['details.officer_ids[0]', () => ({ details: details({ officerIds: ['x'] }) })],
  ])('a bad %s', async (field, change) => {
    const refusal = await refusedWithoutChange(() => openStation(change()));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  });

  test('no details, a text of 5 MB, and half a character', async () => {
    const none = await refusedWithoutChange(() => openStation({ details: undefined }));
    expect(none.fields).toContain('details.address');
    const long = await refusedWithoutChange(() => openStation({ details: details({ address: LONG }) }));
    expect(long.code).toMatch(/INVALID_ARGUMENT|RESOURCE_EXHAUSTED/);
    const half = await refusedWithoutChange(() => openStation({ details: details({ address: 'вул. \ud83d' }) }));
    expect(half).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['details.address'] });
  });

  test('a change that breaks the rules of an opening', async () => {
    const { stationId, etag } = await openStation();
    const change = (given: Partial<StationDetails>) =>
      refusedWithoutChange(() => stations.updateStation({ stationId, etag, details: details(given) }));
    const invalid = (field: string) => ({ code: 'INVALID_ARGUMENT', fields: [field] });
    expect(await change({ address: '' })).toMatchObject(invalid('details.address'));
    expect(await change({ fundedSince: '2099-01-01' })).toMatchObject(invalid('details.funded_since'));
    const elsewhere = 'UA05020010010098494';
    expect(await change({ settlementCode: elsewhere })).toMatchObject(invalid('details.settlement_code'));
  });

  test('staff that is unknown or dismissed', async () => {
    const unknown = details({ officerIds: [randomUUID()] });
    expect(await refusedWithoutChange(() => openStation({ details: unknown }))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      reason: 'OFFICER_UNKNOWN',
    });
    const { officerId: left } = await registry.client.registerOfficer();
    await registry.client.changeOfficerState({ officerId: left, state: OfficerState.DISMISSED, reason: 'Наказ' });
    const { stationId, etag } = await openStation();
    const staff = details({ officerIds: [left] });
    expect(await refusedWithoutChange(() => stations.updateStation({ stationId, etag, details: staff }))).toMatchObject(
      { code: 'FAILED_PRECONDITION', reason: 'OFFICER_DISMISSED' },
    );
  });

  test('an unknown station, a stale etag, a caller without the scope', async () => {
    const station = { stationId: randomUUID(), etag: '1' };
    const notFound = { code: 'NOT_FOUND', message: 'station not found' };
    expect(await refusedWithoutChange(() => stations.getStation(station))).toMatchObject(notFound);
    expect(await refusedWithoutChange(() => stations.closeStation(station))).toMatchObject(notFound);
    const change = { ...station, details: details() };
    expect(await refusedWithoutChange(() => stations.updateStation(change))).toMatchObject(notFound);
    const { stationId } = await openStation();
    const stale = await refusedWithoutChange(() => stations.closeStation({ stationId, etag: '7' }));
    expect(stale).toMatchObject({ code: 'ABORTED', reason: 'ETAG_STALE', fields: ['etag'] });
    const none = await refusedWithoutChange(() => stations.closeStation({ stationId, etag: '' }));
    expect(none).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['etag'] });
    expect((await refusalOf(unprivileged.listStations())).code).toBe('PERMISSION_DENIED');
    expect((await refusalOf(unprivileged.openStation())).code).toBe('PERMISSION_DENIED');
  });
});

test.each([
  auditedWrite(
    Stations.openStation,
    async () => ({ hromadaCode: VINNYTSIA, details: details() }),
    ({ stationId }) => [stationId],
  ),
  auditedWrite(
    Stations.updateStation,
    async () => ({ ...(await openStation()), details: details() }),
    (_, { stationId }) => [stationId],
  ),
  auditedWrite(
    Stations.closeStation,
    () => openStation(),
    (_, { stationId }) => [stationId],
  ),
])('the audit says who made $method, for what purpose, and names the station', (write) =>
  expectAudited(registry, write),
);

const CAR = { model: 'Renault Duster', plate: '', condition: Condition.WORN };

function ungraded() {
  return { grade: AccessibilityGrade.UNSPECIFIED, assessedOn: '2025-07-15', source: 'Самооцінка' };
}

async function reasonOf(error: unknown): Promise<string> {
  return (await refusalOf(Promise.reject(error))).reason;
}

async function refusedWithoutChange(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}
