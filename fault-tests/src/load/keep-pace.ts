import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;

export interface Pace {
  readonly perSecond: number;
  /** Where so many wait for their answers no more are sent: the machine cannot do what it is asked for. */
  readonly mostAtOnce: number;
}

/** What became of what was to be sent. */
export interface Offered {
  sent: number;
  leftOut: number;
}

/**
 * Sends at a steady rate until it is over, whether what was sent before is answered or not: callers do not slow down
 * because a server does. Resolves when all that was sent is answered; `offered` is up to date meanwhile.
 */
export async function keepPace(
  { perSecond, mostAtOnce }: Pace,
  send: () => Promise<unknown>,
  isOver: () => boolean,
  offered: Offered,
): Promise<void> {
  const began = performance.now();
  const waiting = new Set<Promise<unknown>>();
  for (; !isOver(); await sleep(POLL_MS)) {
    const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
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
