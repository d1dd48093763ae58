import type { Wakeup } from '../outbox/wakeup.ts';

/** Events that are published at once. */
export const MOST_AT_ONCE = 500;
/** From here on the wait weighs more than the calls: the more of them there are, the shorter are the rests. */
const MANY_WAITING = 100_000;

/** What a relay has just published. */
export interface Published {
  /** Milliseconds that it took. */
  readonly tookMs: number;
  /** Events that wait behind it, and that waited before it. */
  readonly left: bigint;
  readonly leftBefore: bigint;
  /** Whether this process committed something meanwhile. */
  readonly hasCommitted: boolean;
}

/**
 * For how many milliseconds a relay that is behind rests before it goes on.
 *
 * A backlog can wait, a call cannot: as long as this process commits for calls, the relay leaves them the database and the
 * event loop for as long as it had them itself. When nobody calls it never rests, and neither does it when more is committed
 * than it publishes: what waits must not grow. Nor does one that has no more than a batch before it.
 */
export function restAfter({ tookMs, left, leftBefore, hasCommitted }: Published): number {
  const isBehind = left > MOST_AT_ONCE;
  if (!isBehind || left >= leftBefore || !hasCommitted) return 0;
  return tookMs * Math.min(1, MANY_WAITING / Number(left));
}

/** How a relay goes on from batch to batch. */
export class Pace {
  readonly #wakeup: Pick<Wakeup, 'commits'>;
  #atOnce = MOST_AT_ONCE;
  #leftBefore = 0n;

  constructor(wakeup: Pick<Wakeup, 'commits'>) {
    this.#wakeup = wakeup;
  }

  /** How many events are to be published at once. */
  get atOnce(): number {
    return this.#atOnce;
  }

  /** After any trouble, from one on: a broker without room refuses, and logs, each event for itself. */
  feelItsWay(): void {
    this.#atOnce = 1;
  }

  /** A batch begins. Who has published it tells how many events are left, and learns for how many milliseconds to rest. */
  begin(): (left: bigint) => number {
    const [began, commitsBefore] = [performance.now(), this.#wakeup.commits];
    return (left) => {
      const tookMs = performance.now() - began;
      const hasCommitted = this.#wakeup.commits > commitsBefore;
      const restMs = restAfter({ tookMs, left, leftBefore: this.#leftBefore, hasCommitted });
      this.#atOnce = Math.min(2 * this.#atOnce, MOST_AT_ONCE);
      this.#leftBefore = left;
      return restMs;
    };
  }
}
