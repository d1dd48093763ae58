import {
  AppealOutcome,
  FootageOutcome,
  FootageRequestState,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GROUNDS } from '../../test/footage-calls.ts';
import { KYIV, UNIT } from '../../test/recordings.ts';
import { openExpiry, REASON, RECORDED, type ExpiryGround } from '../../test/retention-ground.ts';

const CASE = '12026000000000001';

let ground: ExpiryGround;
let retention: ExpiryGround['retention'];
beforeAll(async () => {
  ground = await openExpiry();
  ({ retention } = ground);
});
afterAll(() => ground.stop());
beforeEach(() => ground.begin());

describe('a freeze', () => {
  test('by a hold or an open case takes back the expiry until every hold is released', async () => {
    const recordingId = await ground.expired();
    const { holdId } = await ground.hold([recordingId]);
    ground.later();
    const ofCase = await ground.hold([recordingId], { kind: HoldKind.CASE, caseNumber: CASE });
    expect(await ground.stateOf(recordingId)).toBe('kept');
    const { holds } = await retention.listHolds({ recordingId });
    expect(holds).toMatchObject([
      { holdId, kind: HoldKind.LEGAL, reason: REASON, recordingIds: [recordingId], callingSystem: 'client' },
      { holdId: ofCase.holdId, kind: HoldKind.CASE, caseNumber: CASE },
    ]);
    await ground.on('2026-06-01');
    expect(await ground.stateOf(recordingId)).toBe('kept');
    await retention.releaseHold({ holdId, reason: REASON });
    await ground.on('2026-06-02');
    expect(await ground.stateOf(recordingId)).toBe('kept');
    await retention.releaseHold({ holdId: ofCase.holdId, reason: REASON });
    expect((await retention.listHolds({ recordingId })).holds).toEqual([]);
    const all = await retention.listHolds({ recordingId, includeReleased: true });
    expect(all.holds[0]).toMatchObject({ releaseReason: REASON, releasedTime: expect.any(Date) });
    await ground.on('2026-06-03');
    expect(await ground.custodyOf(recordingId)).toEqual([
      'registered',
      'expiry_announced',
      'expired',
      'hold',
      'restored',
      'hold',
      'release',
      'release',
      'expiry_announced',
    ]);
  });

  test('by a request lasts until it is decided, and again during its appeal', async () => {
    const [recordingId, elsewhere] = [
      await ground.record(),
      await ground.record({ startTime: new Date('2026-01-04T10:00:00Z') }),
    ];
    await ground.on('2026-02-01');
    const asked = { footageFromTime: RECORDED, footageToTime: RECORDED, patrolUnitCode: UNIT };
    const { footageRequestId, trackingToken, etag } = await ground.footage.assigned(asked);
    await ground.follow();
    expect(await ground.stateOf(recordingId)).toBe('kept');
    // It is uploaded after the request.
    const late = await ground.record();
    await ground.follow();
    await ground.on('2026-03-01');
    expect(await Promise.all([recordingId, elsewhere, late].map(ground.stateOf))).toEqual([
      'kept',
      'expired',
      undefined,
    ]);
    const refused = { outcome: FootageOutcome.REFUSED, grounds: GROUNDS };
    await ground.footage.requests.decideRequest({ footageRequestId, etag, ...refused });
    await ground.follow();
    await ground.on('2026-03-02');
    expect(await ground.stateOf(late)).toBe('announced');
    await ground.footage.requests.appealDecision({ trackingToken, grounds: GROUNDS });
    await ground.follow();
    await ground.on('2026-03-20');
    expect(await ground.stateOf(late)).toBe('kept');
    const frozen = ['freeze', 'unfreeze', 'expiry_announced', 'freeze', 'expiry_cancelled'];
    expect(await ground.custodyOf(late)).toEqual(['registered', ...frozen]);
    expect(await ground.custodyOf(recordingId)).toEqual([
      'registered',
      'expiry_announced',
      'freeze',
      'expiry_cancelled',
      ...frozen.slice(1),
    ]);
  });

  test('by an appeal lasts until the appeal is decided, however late that is, and no longer', async () => {
    // Of a time of its own: requests of other tests freeze what is of theirs.
    const startTime = new Date('2026-01-02T15:00:00Z');
    const recordingId = await ground.record({ startTime });
    const { requests } = ground.footage;
    const asked = { footageFromTime: startTime, footageToTime: startTime, patrolUnitCode: UNIT };
    const { footageRequestId, trackingToken } = await ground.footage.decided(asked);
    await requests.appealDecision({ trackingToken, grounds: GROUNDS });
    await ground.follow();
    const states = [];
    for (const day of ['2026-02-01', '2026-02-05', '2026-06-01', '2026-08-20']) {
      await ground.on(day);
      await ground.follow();
      states.push(await ground.stateOf(recordingId));
    }
    expect(states).toEqual([undefined, undefined, undefined, undefined]);
    const { request } = await requests.getFootageRequest({ footageRequestId, reason: REASON });
    expect(request).toMatchObject({ state: FootageRequestState.APPEALED, overdue: true });
    const dismissed = { outcome: AppealOutcome.DISMISSED, grounds: GROUNDS };
    const appeal = { footageRequestId, etag: request?.etag ?? '', ...dismissed };
    await requests.decideAppeal(appeal, { actingUser: 'ivan' });
    await ground.follow();
    await ground.on('2026-08-21');
    expect(await ground.stateOf(recordingId)).toBe('announced');
    expect(await ground.custodyOf(recordingId)).toEqual(['registered', 'freeze', 'unfreeze', 'expiry_announced']);
  });

  test('by a request holds without its job: the run looks at the request itself', async () => {
    const recordingId = await ground.record({ startTime: new Date('2026-01-01T23:59:59Z') }).catch(() => '');
    expect(recordingId).toBe('');
    const own = await ground.record({ startTime: new Date('2026-01-03T10:00:00Z') });
    const at = new Date('2026-01-03T10:09:59Z');
    await ground.footage.submit({ footageFromTime: at, footageToTime: at, hromadaCode: KYIV });
    await ground.on('2026-03-01');
    expect(await ground.stateOf(own)).toBeUndefined();
    const { totalFrozen, recordings } = await retention.previewExpiry({ asOfDate: '2026-03-01', pageSize: 500 });
    expect(recordings.find((each) => each.recordingId === own)).toMatchObject({ frozen: true });
    expect(totalFrozen > 0n).toBe(true);
  });
});
