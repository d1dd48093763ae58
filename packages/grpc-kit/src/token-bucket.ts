/** The average rate, and how many calls may come at once after a pause. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Rounding: fractions may add up to slightly less than one token, and a client that waited for the stated time would be
 * rejected. The difference is subtracted from later tokens, so that it never accumulates.
 */
const TOLERANCE = 1e-6;

/** A rate limit that consists of two numbers and needs no timer. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds of a monotonic clock. */
  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
  }

  hasRate({ perSecond, burst }: Rate): boolean {
    return perSecond === this.#rate.perSecond && burst === this.#rate.burst;
  }

  /** Takes a token and returns 0. If there is none, returns the milliseconds until there is one. */
  take(now: number): number {
    const { perSecond, burst } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) * perSecond) / 1_000);
    this.#filledAt = now;
    if (this.#tokens >= 1 - TOLERANCE) {
      this.#tokens -= 1;
      return 0;
    }
    return ((1 - this.#tokens) / perSecond) * 1_000;
  }
}
