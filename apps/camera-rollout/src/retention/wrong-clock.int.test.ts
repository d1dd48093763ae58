import { FootageOutcome, FootageRequestKind as Kind } from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GROUNDS } from '../../test/footage-calls.ts';
import { UNIT } from '../../test/recordings.ts';
import { openExpiry, RECORDED, type ExpiryGround } from '../../test/retention-ground.ts';

/** By the clock of the service, which is ahead of that of the database. */
const AHEAD = new Date('2140-01-01T09:00:00Z');
const DAY_MS = 86_400_000;

let ground: ExpiryGround;
beforeAll(async () => {
  ground = await openExpiry();
});
afterAll(() => ground.stop());

test('a clock that is ahead expires nothing early', async () => {
  await ground.begin();
  const due = await ground.record();
  const now = new Date();
  ground.at(now);
  const recent = await ground.record({ startTime: new Date(now.getTime() - DAY_MS) });
  ground.at(AHEAD);
  await ground.run();
  expect([await ground.stateOf(due), await ground.stateOf(recent)]).toEqual(['announced', undefined]);
  expect(await ground.custodyOf(recent)).toEqual(['registered']);
});

test('a clock that is ahead ends no term to appeal early', async () => {
  await ground.begin();
  const recordingId = await ground.record();
  const asked = { kind: Kind.COMPLAINT, footageFromTime: RECORDED, footageToTime: RECORDED, patrolUnitCode: UNIT };
  const { footageRequestId, etag } = await ground.footage.assigned(asked);
  ground.at(new Date());
  const refused = { outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
  await ground.footage.requests.decideRequest({ footageRequestId, etag, ...refused });
  await ground.follow();
  ground.at(AHEAD);
  await ground.follow();
  await ground.run();
  expect(await ground.custodyOf(recordingId)).toEqual(['registered', 'freeze']);
  const [request] = await ground.rollout.sql('select freezes from footage_request where footage_request_id = $1', [
    footageRequestId,
  ]);
  expect(request).toEqual({ freezes: 'all' });
});
