import { randomUUID } from 'node:crypto';
import { OfficerUpdated } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { Officer, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { inOneGo } from '@safe-community/database';
import { officerStateChanged, officerUpdated, patrolUnitRegistered, type NewEvent } from '@safe-community/events';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { device } from '../../test/devices.ts';
import { saveOfficers, saveUnits } from '../strength/strength.store.ts';
import { toEvent } from '../../test/running-registry.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const VINNYTSKA = 'UA05000000000010236';
const KYIV = 'UA80000000000093317';

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: 'kyiv-2', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await rollout.registry.addOfficers(4, { patrolUnitCode: 'vinnytsia', state: OfficerState.ACTIVE });
  await rollout.registry.addOfficers(2, { patrolUnitCode: 'vinnytsia', state: OfficerState.ON_LEAVE });
  await rollout.registry.addOfficers(3, { kind: OfficerKind.COMMUNITY });
  await rollout.registry.addOfficers(5, { patrolUnitCode: 'kyiv-1' });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

test('strength counts active patrol officers, and cameras in stock equip nobody', async () => {
  await deliver('kyiv-1', 3);
  const coverage = await rollout.getCoverage();
  expect(coverage.total).toEqual({ strength: 9, equipped: 0 });
  expect(coverage.oblasts).toEqual([
    { oblastCode: VINNYTSKA, coverage: { strength: 4, equipped: 0 } },
    { oblastCode: KYIV, coverage: { strength: 5, equipped: 0 } },
  ]);
  expect(coverage.units.map(({ patrolUnitCode, inStock }) => [patrolUnitCode, inStock])).toEqual([
    ['kyiv-1', 3],
    ['kyiv-2', 0],
    ['vinnytsia', 0],
  ]);
  expect(coverage.units[0]).toEqual({
    patrolUnitCode: 'kyiv-1',
    oblastCode: KYIV,
    nameUk: 'Полк kyiv-1',
    nameEn: 'Unit kyiv-1',
    coverage: { strength: 5, equipped: 0 },
    gap: 5,
    inStock: 3,
    inRepair: 0,
  });
});

test('an officer with a working camera is equipped; a camera in repair equips nobody', async () => {
  const officers = await rollout.registry.addOfficers(2, { patrolUnitCode: 'kyiv-2' });
  await rollout.untilApplied();
  const [first, second, third] = (await deliver('kyiv-2', 3)) as [string, string, string];
  const [firstOfficer, secondOfficer] = officers as [string, string];
  await rollout.issueCamera({ cameraId: first, officerId: firstOfficer });
  await rollout.issueCamera({ cameraId: second, officerId: secondOfficer });
  expect(await unit('kyiv-2')).toMatchObject({ coverage: { strength: 2, equipped: 2 }, inStock: 1 });
  await rollout.sql(`update camera set state = 'in_repair' where camera_id = $1`, [second]);
  expect(await unit('kyiv-2')).toMatchObject({ coverage: { strength: 2, equipped: 1 }, inStock: 1 });
  await rollout.sql(`update camera set state = 'lost', holder_id = null where camera_id = $1`, [third]);
  expect(await unit('kyiv-2')).toMatchObject({ coverage: { strength: 2, equipped: 1 }, inStock: 0 });
});

test('an officer who moves to another unit counts there, with the camera', async () => {
  const [officerId] = (await rollout.registry.addOfficers(1, { patrolUnitCode: 'vinnytsia' })) as [string];
  await rollout.untilApplied();
  const [cameraId] = (await deliver('vinnytsia', 1)) as [string];
  await rollout.issueCamera({ cameraId, officerId });
  const coverageOf = async (code: string) => (await unit(code))?.coverage ?? { strength: 0, equipped: 0 };
  const [from, to] = [await coverageOf('vinnytsia'), await coverageOf('kyiv-2')];
  const moved = OfficerUpdated.fromPartial({
    officerId,
    kind: OfficerKind.PATROL,
    state: OfficerState.ACTIVE,
    changedFields: ['patrol_unit_code'],
    patrolUnitCode: 'kyiv-2',
    oblastCode: KYIV,
  });
  await rollout.registry.tell([officerUpdated.create(moved, { oblastCode: KYIV })]);
  await rollout.untilApplied();
  expect(await coverageOf('vinnytsia')).toEqual({ strength: from.strength - 1, equipped: from.equipped - 1 });
  expect(await coverageOf('kyiv-2')).toEqual({ strength: to.strength + 1, equipped: to.equipped + 1 });
});

test('a holder who is no longer on strength counts for neither figure', async () => {
  const [officerId] = (await rollout.registry.addOfficers(1, { patrolUnitCode: 'vinnytsia' })) as [string];
  await rollout.untilApplied();
  const [cameraId] = (await deliver('vinnytsia', 1)) as [string];
  await rollout.issueCamera({ cameraId, officerId });
  expect((await unit('vinnytsia'))?.coverage).toEqual({ strength: 5, equipped: 1 });
  await rollout.registry.tell([changed(officerId, OfficerState.ACTIVE, OfficerState.ON_LEAVE)]);
  await rollout.untilApplied();
  expect((await unit('vinnytsia'))?.coverage).toEqual({ strength: 4, equipped: 0 });
  await rollout.registry.tell([changed(officerId, OfficerState.ON_LEAVE, OfficerState.ACTIVE)]);
  await rollout.untilApplied();
  expect((await unit('vinnytsia'))?.coverage).toEqual({ strength: 5, equipped: 1 });
  await rollout.registry.tell([changed(officerId, OfficerState.ACTIVE, OfficerState.DISMISSED)]);
  await rollout.untilApplied();
  expect((await unit('vinnytsia'))?.coverage).toEqual({ strength: 4, equipped: 0 });
});

test('a repeated registry event counts once, and the last one applies', async () => {
  const before = await rollout.getCoverage();
  const message = { patrolUnitCode: 'kyiv-2', oblastCode: KYIV, nameEn: 'Unit kyiv-2' };
  const registered = (nameUk: string) => patrolUnitRegistered.create({ ...message, nameUk }, { oblastCode: KYIV });
  const officer = Officer.fromPartial({ officerId: randomUUID(), kind: OfficerKind.PATROL });
  const once = toEvent({ ...officer, patrolUnitCode: 'kyiv-2', state: OfficerState.ACTIVE }, KYIV);
  await rollout.registry.tell([registered('Полк А'), registered('Полк Б'), registered('Полк В'), once, once]);
  await rollout.untilApplied();
  const after = await rollout.getCoverage();
  expect(after.units).toHaveLength(before.units.length);
  expect(after.total?.strength).toBe((before.total?.strength ?? 0) + 1);
  expect((await unit('kyiv-2'))?.nameUk).toBe('Полк В');
});

test('one batch may contain a unit and an officer twice', async () => {
  const unit = { code: 'odesa', oblastCode: 'UA51000000000030770', nameUk: 'А', nameEn: 'A' };
  const officerId = randomUUID();
  const officer = { officerId, unitCode: 'odesa', oblastCode: unit.oblastCode, changedAt: new Date() } as const;
  await inOneGo(rollout.database, [
    saveUnits([unit, { ...unit, nameUk: 'Б' }]),
    saveOfficers([
      { ...officer, state: 'training' },
      { ...officer, state: 'active' },
    ]),
  ]);
  const { total, units } = await rollout.getCoverage({ oblastCode: unit.oblastCode });
  expect(total).toEqual({ strength: 1, equipped: 0 });
  expect(units.map(({ nameUk }) => nameUk)).toEqual(['Б']);
});

test('stores nothing about officers of other kinds', async () => {
  const [officerId] = (await rollout.registry.addOfficers(1, { kind: OfficerKind.COMMUNITY })) as [string];
  await rollout.untilApplied();
  expect(await rollout.sql('select * from patrol_officer where officer_id = $1', [officerId])).toEqual([]);
});

test('a query for one oblast returns its figures only', async () => {
  const whole = await rollout.getCoverage();
  const part = await rollout.getCoverage({ oblastCode: VINNYTSKA });
  expect(part.oblasts).toEqual(whole.oblasts.filter(({ oblastCode }) => oblastCode === VINNYTSKA));
  expect(part.units).toEqual(whole.units.filter(({ oblastCode }) => oblastCode === VINNYTSKA));
  expect(part.total).toEqual(part.oblasts[0]?.coverage);
});

test('an oblast without units has no officers', async () => {
  const coverage = await rollout.getCoverage({ oblastCode: 'UA46000000000026241' });
  const nothing = { total: { strength: 0, equipped: 0 }, oblasts: [], units: [], unitsWithoutRecord: 0 };
  expect(coverage).toEqual({ ...nothing, installation: InstallationKind.DEMONSTRATION });
});

test.each(['05', 'UA05020030000031457', 'ua05000000000010236', `${VINNYTSKA}\u0000`])(
  'rejects the oblast_code %j',
  async (code) => {
    const refusal = await refusalOf(rollout.getCoverage({ oblastCode: code }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['oblast_code'] });
  },
);

test('rejects a caller without the scope', async () => {
  expect((await refusalOf(rollout.unprivileged.getCoverage())).code).toBe('PERMISSION_DENIED');
});

async function unit(code: string) {
  return (await rollout.getCoverage()).units.find(({ patrolUnitCode }) => patrolUnitCode === code);
}

async function deliver(patrolUnitCode: string, count: number): Promise<string[]> {
  const devices = Array.from({ length: count }, () => device());
  return (await rollout.registerCameras({ patrolUnitCode, devices })).cameraIds;
}

function changed(officerId: string, formerState: OfficerState, state: OfficerState): NewEvent {
  const message = { officerId, kind: OfficerKind.PATROL, formerState, state, patrolUnitCode: 'vinnytsia' };
  return officerStateChanged.create(
    { ...message, oblastCode: VINNYTSKA, changedTime: new Date() },
    { oblastCode: VINNYTSKA },
  );
}
