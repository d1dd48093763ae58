import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { device } from './devices.ts';
import { saveOfficers, saveUnits } from '../src/strength/strength.store.ts';
import { systemClock } from '@safe-community/service-kit';
import { runRollout, type RunningRollout } from './running-rollout.ts';

const KYIV = 'UA80000000000093317';
const UNIT = 'kyiv-1';
const DELIVERED = new Date('2026-05-01T08:00:00Z');
const ISSUED = new Date('2026-05-02T09:30:00Z');

let now = DELIVERED;
let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout({ clock: { ...systemClock, now: () => now } });
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

test('a later event of a unit replaces every column of it', async () => {
  const first = { code: 'unit-7', oblastCode: 'UA05', nameUk: 'Полк', nameEn: 'Regiment' };
  const second = { code: 'unit-7', oblastCode: 'UA51', nameUk: 'Батальйон', nameEn: 'Battalion' };
  for (const unit of [first, second, first]) {
    await inOneGo(rollout.database, [saveUnits([unit])]);
    expect(await rollout.sql(`select * from patrol_unit where code = 'unit-7'`)).toEqual([
      { code: unit.code, oblast_code: unit.oblastCode, name_uk: unit.nameUk, name_en: unit.nameEn },
    ]);
  }
});

test('a later event of an officer replaces every column of the officer', async () => {
  const officerId = randomUUID();
  const first = { officerId, unitCode: UNIT, oblastCode: KYIV, state: 'active', changedAt: DELIVERED } as const;
  const second = { officerId, unitCode: 'x', oblastCode: 'UA51', state: 'on_leave', changedAt: ISSUED } as const;
  for (const officer of [first, second, first]) {
    await inOneGo(rollout.database, [saveOfficers([officer])]);
    const [row] = await rollout.sql('select * from patrol_officer where officer_id = $1', [officerId]);
    expect({ ...row, changed_at: new Date(String(row?.['changed_at'])) }).toEqual({
      officer_id: officerId,
      unit_code: officer.unitCode,
      oblast_code: officer.oblastCode,
      state: officer.state,
      changed_at: officer.changedAt,
    });
  }
});

test('stores a whole camera when it is delivered, and again when it is issued', async () => {
  now = DELIVERED;
  const cameraId = await inStock('Body 4');
  const delivered = {
    camera_id: cameraId,
    model: 'Body 4',
    firmware_version: '',
    unit_code: UNIT,
    oblast_code: KYIV,
    registered_at: DELIVERED,
  };
  expect(await stored(cameraId)).toEqual({ ...delivered, state: 'in_stock' });
  now = ISSUED;
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  await rollout.issueCamera({ cameraId, officerId });
  const issued = { state: 'issued', holder_id: officerId, issued_at: ISSUED };
  expect(await stored(cameraId)).toEqual({ ...delivered, ...issued });
});

test.each(['in_repair', 'lost', 'retired'])('an officer whose camera is %s can get another one', async (state) => {
  const officerId = rollout.registry.addSilently({ patrolUnitCode: UNIT });
  const [broken, next] = [await inStock(), await inStock()];
  await rollout.issueCamera({ cameraId: broken, officerId });
  await rollout.sql('update camera set state = $2 where camera_id = $1', [broken, state]);
  await rollout.issueCamera({ cameraId: next, officerId });
  expect(await stored(next)).toMatchObject({ state: 'issued', holder_id: officerId });
  expect(await stored(broken)).toMatchObject({ state, holder_id: officerId });
});

async function inStock(model = 'Body 3'): Promise<string> {
  const devices = [device({ model })];
  return (await rollout.registerCameras({ patrolUnitCode: UNIT, devices })).cameraIds[0] ?? '';
}

/** The columns of a camera that have a value. */
async function stored(cameraId: string): Promise<Record<string, unknown>> {
  const [row] = await rollout.sql('select * from camera where camera_id = $1', [cameraId]);
  const { serial_number: _, ...camera } = row ?? {};
  const filled = Object.entries(camera).filter(([, value]) => value !== null);
  return Object.fromEntries(
    filled.map(([column, value]) => [column, column.endsWith('_at') ? new Date(String(value)) : value]),
  );
}
