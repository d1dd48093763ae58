import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { hromadas, oblasts } from '@safe-community/territory';
import { refusalOf } from '@safe-community/testkit';
import { kyivDay } from '@safe-community/domain-kit';
import { openHromadas } from '../territory/open-hromadas.ts';
import { historyWith } from '../territory/territory-change.store.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beat, VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const KYIV = 'UA80000000000093317';
const { open: OPEN, occupied: OCCUPIED } = openHromadas(historyWith([]), kyivDay(new Date()));

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('no hromada is covered before the first assignment', async () => {
  const coverage = await registry.client.getCoverage();
  expect(coverage).toMatchObject({ assignedOfficers: 0, coveredHromadas: 0, hromadas: OPEN.length });
  // What is occupied is not in the denominator, and the answer says so.
  expect(OCCUPIED.length).toBeGreaterThan(0);
  expect(OPEN.length + OCCUPIED.length).toBe(hromadas().length);
  expect(coverage.occupiedHromadas).toBe(OCCUPIED.length);
  expect(coverage.oblasts.map(({ oblastCode }) => oblastCode)).toEqual(oblasts().map(({ code }) => code));
});

test('counts officers and the hromadas that have one, by oblast and in total', async () => {
  const { PRIMARY, DEPUTY } = AssignmentRole;
  await assign(beat(VINNYTSIA), PRIMARY);
  await assign(beat(VINNYTSIA, '0520655500'), PRIMARY, OfficerState.ON_LEAVE);
  await assign(beat('UA05020050000066991'), DEPUTY);
  await assign(beat(KYIV), PRIMARY);
  const ofOblast = hromadas().filter(({ oblastCode }) => oblastCode === VINNYTSKA_OBLAST).length;
  const vinnytska = {
    oblastCode: VINNYTSKA_OBLAST,
    assignedOfficers: 2,
    coveredHromadas: 1,
    hromadas: ofOblast,
    occupiedHromadas: 0,
  };
  const { oblastCode: _, ...total } = vinnytska;
  expect(await registry.client.getCoverage(VINNYTSKA_OBLAST)).toEqual({
    ...total,
    oblasts: [vinnytska],
    installation: InstallationKind.DEMONSTRATION,
  });
  const country = await registry.client.getCoverage();
  expect(country).toMatchObject({ assignedOfficers: 3, coveredHromadas: 1, hromadas: OPEN.length });
  expect(country.oblasts).toContainEqual(vinnytska);
  expect(country.oblasts).toContainEqual({
    oblastCode: KYIV,
    assignedOfficers: 1,
    coveredHromadas: 0,
    hromadas: 0,
    occupiedHromadas: 0,
  });
});

test.each(['05', VINNYTSIA, 'UA05000000000099999', '\u0000'])('rejects the oblast code %j', async (oblastCode) => {
  const refusal = await refusalOf(registry.client.getCoverage(oblastCode));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['oblast_code'] });
});

test('denies a caller without the scope', async () => {
  expect(await refusalOf(registry.unprivileged.getCoverage())).toMatchObject({ code: 'PERMISSION_DENIED' });
});

async function assign(place: ReturnType<typeof beat>, role: AssignmentRole, state?: OfficerState): Promise<void> {
  const { officerId } = await registry.client.registerOfficer(state === undefined ? {} : { state });
  await registry.client.assignOfficer({ officerId, beat: place, role });
}
