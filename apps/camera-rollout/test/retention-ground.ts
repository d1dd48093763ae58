import { HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { issued } from './devices.ts';
import { footageCalls, type FootageCalls } from './footage-calls.ts';
import { KYIV, UNIT } from './recordings.ts';
import { CONFIRMED, retentionCalls, TERM, type RetentionCalls } from './retention-calls.ts';
import { runRollout, type RunningRollout } from './running-rollout.ts';

/** By 30 days, what was recorded then is due on 5 February. */
export const RECORDED = new Date('2026-01-05T10:00:00Z');
const REGISTERED = new Date('2026-01-05T20:00:00Z');
export const REASON = 'ухвала слідчого судді';

/** A service with an officer who holds a camera since 2 January, and a clock that the test sets. */
export interface RetentionGround extends Omit<RetentionCalls, 'record' | 'close'> {
  readonly rollout: RunningRollout;
  readonly footage: FootageCalls;
  /** Registers a recording of 5 January, and resolves to its id. */
  record(change?: object): Promise<string>;
  hold(recordingIds: string[], change?: object): Promise<{ holdId: string }>;
  at(time: Date): void;
  /** Sets the clock a moment later. */
  later(): void;
  /** Sets the clock back to 5 January. */
  begin(): Promise<void>;
  /** Takes the steps of a day. */
  on(day: string): Promise<void>;
  /** A recording that expired on 5 February. */
  expired(change?: object): Promise<string>;
  stop(): Promise<void>;
}

/** A ground on which recordings expire: the term and the policy are recorded. With the calls of recordings. */
export interface ExpiryGround extends RetentionGround {
  readonly recordings: TestClient<typeof Recordings>;
}

export async function openExpiry(): Promise<ExpiryGround> {
  const ground = await openRetention();
  await ground.retention.setExpiryTerm({ term: TERM });
  await ground.setSeen(CONFIRMED);
  const recordings = testClient(Recordings, ground.rollout.port);
  return {
    ...ground,
    recordings,
    stop() {
      recordings.close();
      return ground.stop();
    },
  };
}

/** @param callers added to the registered ones. */
export async function openRetention(callers: Parameters<typeof runRollout>[1] = []): Promise<RetentionGround> {
  let now = new Date('2026-01-02T08:00:00Z');
  const clock = { ...systemClock, now: () => now };
  const rollout = await runRollout({ clock }, callers);
  const calls = retentionCalls(rollout, clock);
  const footage = footageCalls(rollout.port);
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  const held = await issued(rollout, UNIT);
  now = REGISTERED;
  const record = (change: object = {}) => calls.record({ ...held, startTime: RECORDED, ...change });
  const on = async (day: string): Promise<void> => {
    now = new Date(`${day}T09:00:00Z`);
    await calls.run();
  };
  return {
    ...calls,
    rollout,
    footage,
    record,
    on,
    hold: (recordingIds, change = {}) =>
      calls.retention.placeHold({ recordingIds, kind: HoldKind.LEGAL, reason: REASON, ...change }),
    at(time) {
      now = time;
    },
    later() {
      now = new Date(now.getTime() + 1);
    },
    async begin() {
      now = REGISTERED;
      // The clock of these tests goes back, and a run of a later day is done.
      await rollout.sql(`update retention_run set day = '2000-01-01'`);
    },
    async expired(change = {}) {
      const recordingId = await record(change);
      await on('2026-02-01');
      await on('2026-02-05');
      const state = await calls.stateOf(recordingId);
      if (state !== 'expired') throw new Error(`the recording is ${String(state)}`);
      return recordingId;
    },
    async stop() {
      calls.close();
      footage.close();
      await rollout.stop();
    },
  };
}
