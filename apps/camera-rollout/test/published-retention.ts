import { FreezeCause } from '@safe-community/contracts/cameras/events/v1/retention_events.ts';
import { HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import type { ClockAndIds } from '@safe-community/domain-kit';
import * as events from '@safe-community/events';
import type { PublishedEvents } from '@safe-community/testkit';
import { KYIV } from './recordings.ts';
import { CONFIRMED, retentionCalls, TERM } from './retention-calls.ts';
import type { RunningRollout } from './running-rollout.ts';

const REASON = 'ухвала слідчого судді';

/** Takes a recording of 3 May through every step, and compares the events. Resolves to its state at the end. */
export async function compareRetention(
  rollout: RunningRollout,
  published: PublishedEvents,
  held: { readonly cameraId: string; readonly officerId: string },
  clock: ClockAndIds,
  setNow: (at: Date) => void,
): Promise<unknown> {
  const calls = retentionCalls(rollout, clock);
  const { retention } = calls;
  const on = async (day: string): Promise<Date> => {
    const at = new Date(`${day}T09:00:00Z`);
    setNow(at);
    await calls.run();
    return at;
  };
  const category = 'traffic_stop';
  const given = { ...held, startTime: new Date('2026-05-03T10:00:00Z'), category, hromadaCode: KYIV };
  const recordingId = await calls.record(given);
  await retention.setExpiryTerm({ term: TERM });
  await calls.setSeen({ ...CONFIRMED, category });
  const { source: _source, ...policy } = { ...CONFIRMED, category };
  await published.expectWhole(events.retentionPolicySet, category, 'none.none', [policy]);

  const announced = await on('2026-05-30');
  const hold = { recordingIds: [recordingId], kind: HoldKind.CASE, caseNumber: '12026', reason: REASON };
  const { holdId } = await retention.placeHold(hold);
  await retention.releaseHold({ holdId, reason: REASON });
  const again = await on('2026-05-31');
  const expired = await on('2026-06-04');
  await retention.restore({ recordingId, reason: REASON });
  const afterRestore = await on('2026-07-05');
  const expiredAgain = await on('2026-07-09');
  const deleted = await on('2026-07-20');
  const state = await calls.stateOf(recordingId);
  calls.close();

  const about = { recordingId, oblastCode: KYIV, hromadaCode: KYIV };
  const frozen = { ...about, cause: FreezeCause.CASE, causeId: holdId };
  const [stored] = await rollout.sql(
    `select encode(sha256, 'hex') as sha256, store_reference from recording where recording_id = $1`,
    [recordingId],
  );
  const object = { sha256: stored?.['sha256'], storeReference: stored?.['store_reference'] };
  for (const [kind, messages] of [
    [
      events.recordingExpiryAnnounced,
      [
        { ...about, category, expiresOn: '2026-06-03', announcedTime: announced },
        { ...about, category, expiresOn: '2026-06-04', announcedTime: again },
        { ...about, category, expiresOn: '2026-07-09', announcedTime: afterRestore },
      ],
    ],
    [events.recordingFrozen, [{ ...frozen, frozenTime: announced }]],
    [events.recordingExpiryCancelled, [{ ...about, cancelledTime: announced }]],
    [events.recordingUnfrozen, [{ ...frozen, unfrozenTime: announced }]],
    [
      events.recordingExpired,
      [
        { ...about, category, restorableUntil: '2026-06-14', expiredTime: expired },
        { ...about, category, restorableUntil: '2026-07-19', expiredTime: expiredAgain },
      ],
    ],
    [events.recordingRestored, [{ ...about, restoredTime: expired }]],
    [events.recordingDeleted, [{ ...about, ...object, deletedTime: deleted }]],
  ] as const) {
    await published.expectWhole<object>(kind, recordingId, `${KYIV}.${KYIV}`, messages);
  }
  return state;
}
