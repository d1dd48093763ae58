import type { Wakeup } from '../outbox/wakeup.ts';

/** The most events that are published in one batch. */
export const MAX_BATCH = 500;
/** From this backlog on, publishing matters more than calls: the larger the backlog, the shorter the pauses. */
const LARGE_BACKLOG = 100_000;

/** What a relay has just published. */
export interface Published {
  /** Milliseconds that it took. */
  readonly tookMs: number;
  /** The backlog after the batch, and before it. */
  readonly left: bigint;
  readonly leftBefore: bigint;
  /** Whether this process committed something meanwhile. */
  readonly hasCommitted: boolean;
}

/**
 * For how many milliseconds a relay with a backlog pauses before the next batch.
 *
 * A backlog can wait, a call cannot: while this process commits for calls, the relay leaves them the database and the
 * event loop for as long as it used them itself. It never pauses when there are no calls, when less than a batch waits,
 * or when the backlog grows.
 */
export function pauseAfter({ tookMs, left, leftBefore, hasCommitted }: Published): number {
  const isBehind = left > MAX_BATCH;
  if (!isBehind || left >= leftBefore || !hasCommitted) return 0;
  return tookMs * Math.min(1, LARGE_BACKLOG / Number(left));
}

/** How large the next batch of a relay is, and how long the relay pauses before it. */
export class Throttle {
  readonly #wakeup: Pick<Wakeup, 'commits'>;
  #batchSize = MAX_BATCH;
  #leftBefore = 0n;

  constructor(wakeup: Pick<Wakeup, 'commits'>) {
    this.#wakeup = wakeup;
  }

  get batchSize(): number {
    return this.#batchSize;
  }

  /** After a failure, start with one event: a broker without room rejects, and logs, each event of a batch. */
  slowStart(): void {
    this.#batchSize = 1;
  }

  /** Begins a batch. The returned function takes the backlog after it, and returns the pause in milliseconds. */
  begin(): (left: bigint) => number {
    const [began, commitsBefore] = [performance.now(), this.#wakeup.commits];
    return (left) => {
      const tookMs = performance.now() - began;
      const hasCommitted = this.#wakeup.commits > commitsBefore;
      const pauseMs = pauseAfter({ tookMs, left, leftBefore: this.#leftBefore, hasCommitted });
      this.#batchSize = Math.min(2 * this.#batchSize, MAX_BATCH);
      this.#leftBefore = left;
      return pauseMs;
    };
  }
}
