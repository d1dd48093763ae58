import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

export interface Pace {
  readonly perSecond: number;
  /** At this many pending calls, no more are sent, because the machine cannot keep up. */
  readonly mostAtOnce: number;
}

/** The time that it keeps to. */
interface Time {
  now(): number;
  sleep(ms: number): Promise<unknown>;
}

const REAL_TIME: Time = { now: () => performance.now(), sleep };

/** Counts of due requests. */
export interface Offered {
  sent: number;
  leftOut: number;
}

/**
 * Sends at a steady rate whether or not earlier requests are answered: callers do not slow down
 * because a server does. Resolves when all are answered; `offered` is live.
 */
export async function keepPace(
  { perSecond, mostAtOnce }: Pace,
  send: () => Promise<unknown>,
  isOver: () => boolean,
  offered: Offered,
  time = REAL_TIME,
): Promise<void> {
  const began = time.now();
  const waiting = new Set<Promise<unknown>>();
  for (; !isOver(); await time.sleep(POLL_MS)) {
    const due = Math.floor(((time.now() - began) / 1_000) * perSecond);
    while (offered.sent + offered.leftOut < due) {
      if (waiting.size >= mostAtOnce) {
        offered.leftOut += 1;
        continue;
      }
      offered.sent += 1;
      const answered = send().finally(() => waiting.delete(answered));
      waiting.add(answered);
    }
  }
  await Promise.all(waiting);
}
