import { AssignmentRole } from '@safe-community/contracts/officers/v1/officer.ts';
import { LocationCertainty } from '@safe-community/contracts/officers/v1/located_point.ts';
import { ResidentPlace, UpdateOfficerRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { locate, settlementsOf } from '@safe-community/territory';
import { refusalOf } from '@safe-community/testkit';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officerCalls, PROFILE, type OfficerCalls } from '../../test/officer-calls.ts';
import { VINNYTSIA } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

/** In the hromada of Vinnytsia, and in another one that has no beat as a whole. */
const IN_VINNYTSIA = { latitude: 49.2331, longitude: 28.4682 };
const IN_BARSKA = { latitude: 49.0775, longitude: 27.6831 };
const BARSKA = locate(IN_BARSKA)?.code ?? '';

let registry: RunningRegistry;
let officers: OfficerCalls;
let [ofHromada, ofSettlement, ofPart]: string[] = [];
beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
  ofHromada = await assigned(VINNYTSIA, []);
  ofSettlement = await assigned(VINNYTSIA, [settlementOf(VINNYTSIA)]);
  ofPart = await assigned(BARSKA, [settlementOf(BARSKA)]);
});
afterAll(async () => {
  officers.close();
  await registry.stop();
});

const settlementOf = (hromadaCode: string): string => settlementsOf(hromadaCode)[1]?.code ?? '';

async function assigned(hromadaCode: string, unitCodes: string[]): Promise<string> {
  const { beat } = await registry.client.createBeat({ hromadaCode, unitCodes, name: 'Дільниця' });
  const { officerId } = await registry.client.registerOfficer();
  await registry.client.assignOfficer({ officerId, beatId: beat?.beatId ?? '' });
  return officerId;
}

test('a point in a hromada with finer beats says that another officer may be responsible', async () => {
  const find = (place: object) => registry.client.findResponsibleOfficer('', '', place);
  const atPoint = { officer: { officerId: ofHromada }, hasFinerBeats: true, certainty: LocationCertainty.INSIDE };
  expect(await find({ location: IN_VINNYTSIA })).toMatchObject(atPoint);
  expect(await find({ location: IN_VINNYTSIA, asOfTime: new Date() })).toMatchObject(atPoint);
  expect(await find({ hromadaCode: VINNYTSIA })).toMatchObject({ hasFinerBeats: true });
  expect(await find({ settlementCode: settlementOf(VINNYTSIA) })).toMatchObject({
    officer: { officerId: ofSettlement },
    hasFinerBeats: false,
  });
});

test('a hromada with beats of parts only asks for the part', async () => {
  for (const place of [{ location: IN_BARSKA }, { hromadaCode: BARSKA }]) {
    const refusal = await refusalOf(registry.client.findResponsibleOfficer('', '', place));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', reason: 'FINER_PLACE_NEEDED' });
  }
  const found = await registry.client.findResponsibleOfficer('', '', { settlementCode: settlementOf(BARSKA) });
  expect(found).toMatchObject({ officer: { officerId: ofPart }, hasFinerBeats: false });
  const other = settlementsOf(BARSKA)[2]?.code ?? '';
  const refusal = await refusalOf(registry.client.findResponsibleOfficer('', '', { settlementCode: other }));
  expect(refusal.reason).toBe('NOBODY_RESPONSIBLE');
});

test('the batch says both', async () => {
  const named = { hromadaCode: '', starostaDistrictCode: '', settlementCode: '' };
  const places = [IN_VINNYTSIA, IN_BARSKA].map((location) => ({ ...named, location }));
  const { results } = await registry.client.batchFindResponsibleOfficers({ places });
  expect(results).toMatchObject([
    { found: { officer: { officerId: ofHromada }, hasFinerBeats: true }, refusal: '' },
    { found: undefined, refusal: 'FINER_PLACE_NEEDED' },
  ]);
});

test('residents read it beside the profile, and without one', async () => {
  const ask = (location: object) =>
    officers.getPublicProfile({ officerId: '', place: ResidentPlace.fromPartial(location) });
  expect(await ask({ location: IN_BARSKA })).toEqual({
    profile: undefined,
    stationPhone: '',
    role: AssignmentRole.UNSPECIFIED,
    hasFinerBeats: true,
    occupiedSince: '',
  });
  const { officer } = await registry.client.getOfficer(ofHromada ?? '');
  await officers.updateOfficer(
    UpdateOfficerRequest.fromPartial({
      requestId: randomUUID(),
      officerId: ofHromada ?? '',
      etag: officer?.etag ?? '',
      updateMask: ['public_profile'],
      officer: { publicProfile: PROFILE },
    }),
  );
  expect(await ask({ location: IN_VINNYTSIA })).toMatchObject({ profile: PROFILE, hasFinerBeats: true });
});
