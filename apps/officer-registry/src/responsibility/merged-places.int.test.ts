import type { FindResponsibleOfficerRequest } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import {
  TerritoryChangeKind,
  TerritoryServiceService,
} from '@safe-community/contracts/officers/v1/territory_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { findHromada, settlementsOf, starostaDistricts } from '@safe-community/territory';
import { refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as hromadas from '../../test/merged-hromadas.ts';
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

const UNUSED = hromadas.unusedHromadas().map(({ code }) => code);

let now = START;
let registry: RunningRegistry;
let territory: TestClient<typeof TerritoryServiceService>;
beforeAll(async () => {
  registry = await runRegistry({ clock: { ...systemClock, now: () => now } });
  territory = testClient(TerritoryServiceService, registry.port);
});
afterAll(async () => {
  territory.close();
  await registry.stop();
});

const staffed = async (hromadaCode: string, unitCodes: string[] = []): Promise<string> =>
  (await hromadas.staffedBeat(registry.client, hromadaCode, unitCodes)).officerId;

function find(given: Partial<FindResponsibleOfficerRequest>) {
  return registry.client.findResponsibleOfficer('', '', given);
}

const officerOf = async (given: Partial<FindResponsibleOfficerRequest>) => (await find(given)).officer?.officerId;

/** Merges a unit today. */
const merge = (code: string, successorCode: string, effectiveDate = '2030-05-01') =>
  hromadas.merge(registry.client, territory, code, successorCode, effectiveDate);

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
    await hromadas.recordChange(registry.client, territory, {
      code: city,
      kind: TerritoryChangeKind.LIBERATED,
      effectiveDate: '2030-05-01',
    });
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
