import { HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { declaredScopes } from '@safe-community/grpc-kit';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { callerWithRoles, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { KYIV } from '../../test/recordings.ts';
import { CONFIRMED, TERM } from '../../test/retention-calls.ts';
import { openRetention, REASON, type RetentionGround } from '../../test/retention-ground.ts';

const VINNYTSKA = 'UA05000000000010236';
const OUTSIDE = { code: 'PERMISSION_DENIED', reason: 'OUTSIDE_TERRITORY' };

let ground: RetentionGround;
/** The investigator of Kyiv. */
let investigator: TestClient<typeof Retention>;
/** A camera of Vinnytsia and who has it. */
let foreign: { cameraId: string; officerId: string };
beforeAll(async () => {
  const role = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('investigator') ?? expect.fail('no such role');
  ground = await openRetention([{ ...callerWithRoles('statistics', [role]), territory: new Set([KYIV]) }]);
  investigator = testClient(Retention, ground.rollout.port, 'statistics');
  await ground.rollout.registry.addUnit({ code: 'vinnytsia', oblastCode: VINNYTSKA });
  await ground.rollout.untilApplied();
  ground.at(new Date('2026-01-02T08:00:00Z'));
  foreign = await issued(ground.rollout, 'vinnytsia');
  await ground.retention.setExpiryTerm({ term: TERM });
  await ground.setSeen(CONFIRMED);
});
afterAll(async () => {
  investigator.close();
  await ground.stop();
});
beforeEach(() => ground.begin());

const REGISTERED = ['registered'];

test('a hold on recordings of which one is elsewhere freezes none', async () => {
  const [own, elsewhere] = [await ground.record(), await ground.record(foreign)];
  const hold = (recordingIds: string[]) =>
    investigator.placeHold({ recordingIds, kind: HoldKind.LEGAL, reason: REASON });
  for (const recordingIds of [[own, elsewhere], [elsewhere, own], [elsewhere]])
    expect(await refusalOf(hold(recordingIds))).toMatchObject(OUTSIDE);
  expect([await ground.custodyOf(own), await ground.custodyOf(elsewhere)]).toEqual([REGISTERED, REGISTERED]);
  await hold([own]);
  expect([await ground.custodyOf(own), await ground.custodyOf(elsewhere)]).toEqual([
    ['registered', 'hold'],
    REGISTERED,
  ]);
});

test('nobody releases a hold that keeps a recording elsewhere as well, and the recordings stay frozen', async () => {
  const [own, elsewhere] = [await ground.record(), await ground.record(foreign)];
  const { holdId } = await ground.hold([own, elsewhere]);
  expect(await refusalOf(investigator.releaseHold({ holdId, reason: REASON }))).toMatchObject(OUTSIDE);
  await ground.on('2026-02-01');
  await ground.on('2026-02-05');
  expect([await ground.stateOf(own), await ground.stateOf(elsewhere)]).toEqual([undefined, undefined]);
  const { holdId: ofOwn } = await ground.hold([own]);
  await investigator.releaseHold({ holdId: ofOwn, reason: REASON });
});

test('nobody restores a recording elsewhere', async () => {
  const recordingId = await ground.expired(foreign);
  expect(await refusalOf(investigator.restore({ recordingId, reason: REASON }))).toMatchObject(OUTSIDE);
  expect(await ground.stateOf(recordingId)).toBe('expired');
});
