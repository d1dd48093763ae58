import { MOST_AT_ONCE, restAfter } from './haste.ts';
import type { Wakeup } from './wakeup.ts';

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
