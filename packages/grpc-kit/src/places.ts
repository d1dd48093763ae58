import type { MethodClass, PerClass } from './method-class.ts';
import { Refusal } from './refusal.ts';

/** Under way in one process at the most. */
export const USUAL_PLACES: PerClass<number> = { reads: 256, writes: 256, streams: 2_000, imports: 16 };

/** Long enough for a wave to pass, and by a random part different for each. */
const COME_BACK_MS = 500;

/** Calls under way, of each class no more than there are places for. */
export class Places {
  readonly #most: PerClass<number>;
  readonly #taken: Record<MethodClass, number> = { reads: 0, writes: 0, streams: 0, imports: 0 };

  constructor(most: PerClass<number>) {
    this.#most = most;
  }

  /** Gives a place, or says at once that there is none: nobody waits for one. */
  take(kind: MethodClass): Place | Refusal {
    if (this.#taken[kind] >= this.#most[kind]) return tooMany(kind, this.#most[kind]);
    this.#taken[kind] += 1;
    return new Place(() => {
      this.#taken[kind] -= 1;
    });
  }
}

/** One call's place. It is free again when the call has ended and nothing works for it any more. */
export class Place {
  #free: (() => void) | undefined;
  #isWorking = false;
  #isEnded = false;

  constructor(free: () => void) {
    this.#free = free;
  }

  workBegins(): void {
    this.#isWorking = true;
  }

  workEnds(): void {
    this.#isWorking = false;
    this.#freeWhenOver();
  }

  callEnds(): void {
    this.#isEnded = true;
    this.#freeWhenOver();
  }

  #freeWhenOver(): void {
    if (this.#isWorking || !this.#isEnded) return;
    this.#free?.();
    this.#free = undefined;
  }
}

function tooMany(kind: MethodClass, most: number): Refusal {
  return new Refusal('resource-exhausted', `${most} calls are under way (${kind}), and no more are taken`, {
    reason: 'TOO_MANY_CALLS',
    retryAfterMs: COME_BACK_MS * (1 + Math.random()),
    metadata: { rule: `${kind}-at-once`, limit: String(most) },
  });
}
