import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CameraIssued } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { auditedWrite, expectAudited, refusalOf, type Rejection } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { device } from '../../test/devices.ts';
import { CANARY } from '../../test/running-registry.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';

const KYIV = 'UA80000000000093317';

let rollout: RunningRollout;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: 'kyiv-1', oblastCode: KYIV });
  await rollout.registry.addUnit({ code: 'kyiv-2', oblastCode: KYIV });
  await rollout.untilApplied();
});
afterAll(() => rollout.stop());

test('issues a camera in stock to an active patrol officer, with an event', async () => {
  const cameraId = await inStock();
  const officerId = patrolOfficer();
  const { issuedTime } = await rollout.issueCamera({ cameraId, officerId });
  const [camera] = await rollout.sql('select state, holder_id from camera where camera_id = $1', [cameraId]);
  expect(camera).toEqual({ state: 'issued', holder_id: officerId });
  const [event] = await rollout.sql(
    `select subject, body from ledger_event where type ~ 'camera-' order by position desc limit 1`,
  );
  expect(event?.['subject']).toBe(`safecommunity.cameras.v1.camera-issued.${KYIV}.none`);
  expect(CameraIssued.decode(event?.['body'] as Buffer)).toEqual({
    cameraId,
    officerId,
    patrolUnitCode: 'kyiv-1',
    oblastCode: KYIV,
    issuedTime,
  });
});

test('ids are case-insensitive', async () => {
  const cameraId = await inStock();
  const officerId = patrolOfficer();
  await rollout.issueCamera({ cameraId: cameraId.toUpperCase(), officerId: officerId.toUpperCase() });
  const [camera] = await rollout.sql('select holder_id from camera where camera_id = $1', [cameraId]);
  expect(camera).toEqual({ holder_id: officerId });
});

test('a repeated request, 20 times at once, gets the first answer and changes nothing more', async () => {
  const cameraId = await inStock();
  const request = { requestId: randomUUID(), cameraId, officerId: patrolOfficer() };
  const before = await counts();
  const answers = await Promise.all(Array.from({ length: 20 }, () => rollout.issueCamera(request)));
  answers.push(await rollout.issueCamera(request));
  expect(new Set(answers.map(({ issuedTime }) => issuedTime?.getTime())).size).toBe(1);
  expect(await counts()).toEqual({ issued: before.issued + 1, events: before.events + 1 });
});

test('rejects the same request_id with another body and changes nothing', async () => {
  const [first, second] = [await inStock(), await inStock()];
  const requestId = randomUUID();
  await rollout.issueCamera({ requestId, cameraId: first, officerId: patrolOfficer() });
  const request = { requestId, cameraId: second, officerId: patrolOfficer() };
  expect(await refusedWithoutChange(request)).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test('of 50 concurrent issues of one camera, one succeeds', async () => {
  const cameraId = await inStock();
  const officers = Array.from({ length: 50 }, () => patrolOfficer());
  const before = await counts();
  const outcomes = await Promise.all(officers.map((officerId) => outcomeOf({ cameraId, officerId }, officerId)));
  const winners = outcomes.filter((outcome) => officers.includes(outcome));
  expect(winners).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'CAMERA_NOT_IN_STOCK')).toHaveLength(49);
  const [camera] = await rollout.sql('select holder_id from camera where camera_id = $1', [cameraId]);
  expect(camera).toEqual({ holder_id: winners[0] });
  expect(await counts()).toEqual({ issued: before.issued + 1, events: before.events + 1 });
});

test('of 20 concurrent issues to one officer, one succeeds', async () => {
  const cameras = await Promise.all(Array.from({ length: 20 }, inStock));
  const officerId = patrolOfficer();
  const before = await counts();
  const outcomes = await Promise.all(cameras.map((cameraId) => outcomeOf({ cameraId, officerId }, 'issued')));
  expect(outcomes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'OFFICER_HAS_CAMERA'), 'issued']);
  expect(await counts()).toEqual({ issued: before.issued + 1, events: before.events + 1 });
});

test.each([
  ['OFFICER_NOT_ON_PATROL_STRENGTH', { kind: OfficerKind.COMMUNITY, patrolUnitCode: '' }],
  ['OFFICER_NOT_ON_PATROL_STRENGTH', { state: OfficerState.ON_LEAVE }],
  ['OFFICER_NOT_ON_PATROL_STRENGTH', { state: OfficerState.TRAINING }],
  ['OFFICER_NOT_ON_PATROL_STRENGTH', { state: 77 as OfficerState }],
  ['OFFICER_OF_OTHER_UNIT', { patrolUnitCode: 'kyiv-2' }],
])('%s: %o', async (reason, officer) => {
  const cameraId = await inStock();
  const officerId = rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1', ...officer });
  const refusal = await refusedWithoutChange({ cameraId, officerId });
  expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason });
  expect(refusal.preconditions).toEqual([reason]);
});

test('an officer who holds a camera does not get a second one', async () => {
  const [first, second] = [await inStock(), await inStock()];
  const officerId = patrolOfficer();
  await rollout.issueCamera({ cameraId: first, officerId });
  expect(await refusedWithoutChange({ cameraId: second, officerId })).toMatchObject({ reason: 'OFFICER_HAS_CAMERA' });
});

test.each(['in_repair', 'lost', 'retired'])('a camera that is %s cannot be issued', async (state) => {
  const cameraId = await inStock();
  await rollout.sql('update camera set state = $2 where camera_id = $1', [cameraId, state]);
  expect(await refusedWithoutChange({ cameraId, officerId: patrolOfficer() })).toMatchObject({
    reason: 'CAMERA_NOT_IN_STOCK',
  });
});

test('an unknown camera and an unknown officer are not found', async () => {
  const cameraId = await inStock();
  const noCamera = await refusedWithoutChange({ cameraId: randomUUID(), officerId: patrolOfficer() });
  expect(noCamera).toMatchObject({ code: 'NOT_FOUND' });
  expect(noCamera.message).toBe('camera not found');
  const nobody = await refusedWithoutChange({ cameraId, officerId: randomUUID() });
  expect(nobody).toMatchObject({ code: 'NOT_FOUND' });
  expect(nobody.message).toBe('officer not found');
});

test.each([
  ['request_id', { requestId: '' }],
  ['camera_id', { cameraId: 'AX-1' }],
  ['officer_id', { officerId: '\u0000' }],
])('rejects an invalid %s by name, changes nothing, and does not call the registry', async (field, change) => {
  const asked = rollout.registry.calls();
  const ids = { cameraId: randomUUID(), officerId: randomUUID() };
  expect(await refusedWithoutChange({ ...ids, ...change })).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: [field],
  });
  expect(rollout.registry.calls()).toBe(asked);
});

test('the audit says who issued a camera, for what purpose, and names the camera and the officer', () =>
  expectAudited(
    rollout,
    auditedWrite(
      Rollout.issueCamera,
      async () => ({ cameraId: await inStock(), officerId: patrolOfficer() }),
      (_, { cameraId, officerId }) => [cameraId, officerId],
    ),
  ));

test('rejects a caller without the scope', async () => {
  expect((await refusalOf(rollout.unprivileged.issueCamera({}))).code).toBe('PERMISSION_DENIED');
});

test('the name and phone number from the registry are neither stored nor logged', async () => {
  const cameraId = await inStock();
  await rollout.issueCamera({ cameraId, officerId: patrolOfficer() });
  const tables = await rollout.sql(`select tablename from pg_tables where schemaname = 'public'`);
  expect(tables.length).toBeGreaterThan(8);
  const stored = await Promise.all(
    tables.map(async ({ tablename }) => {
      const found = await rollout.sql(`select * from "${String(tablename)}"`);
      return found.flatMap((row) => Object.values(row).map(String)).join('\n');
    }),
  );
  const everything = [...stored, ...rollout.log].join('\n');
  expect(everything).toContain(cameraId);
  for (const personal of Object.values(CANARY)) expect(everything).not.toContain(personal);
});

/** `issued`, or the reason of the refusal. A call that is to be repeated, since the service has too much to do, is. */
async function outcomeOf(request: { cameraId: string; officerId: string }, issued: string): Promise<string> {
  const requestId = randomUUID();
  for (;;) {
    const refusal = await rollout.issueCamera({ ...request, requestId }).then(
      () => undefined,
      (error: unknown) => refusalOf(Promise.reject(error)),
    );
    if (refusal === undefined) return issued;
    if (refusal.retryAfterMs === undefined) return refusal.reason;
    await setTimeout(refusal.retryAfterMs);
  }
}

async function refusedWithoutChange(request: Parameters<RunningRollout['issueCamera']>[0]): Promise<Rejection> {
  const before = await counts();
  const refusal = await refusalOf(rollout.issueCamera(request));
  expect(await counts()).toEqual(before);
  return refusal;
}

function patrolOfficer(): string {
  return rollout.registry.addSilently({ patrolUnitCode: 'kyiv-1' });
}

async function inStock(): Promise<string> {
  const devices = [device()];
  const { cameraIds } = await rollout.registerCameras({ patrolUnitCode: 'kyiv-1', devices });
  return cameraIds[0] ?? expect.fail('no camera was registered');
}

async function counts(): Promise<{ issued: number; events: number }> {
  const [found] = await rollout.sql(
    `select (select count(*) from camera where state = 'issued')::int as issued,
            (select count(*) from ledger_event where type ~ 'camera-')::int as events`,
  );
  return found as { issued: number; events: number };
}
