/** So many a second on average, and so many at once after a quiet time. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Fractions add up to a little less than one, and who came back when told would be sent away for a billionth of a
 * millisecond. That little is lent: what is missing then is taken from later tokens, so it never adds up.
 */
const LENT = 1e-6;

/** Lets through what a rate allows. It holds two numbers and no timer. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
  }

  /** Takes a token: 0. When there is none, nothing is taken: milliseconds until there will be one. */
  take(now: number): number {
    const { perSecond, burst } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) * perSecond) / 1_000);
    this.#filledAt = now;
    if (this.#tokens >= 1 - LENT) {
      this.#tokens -= 1;
      return 0;
    }
    return ((1 - this.#tokens) / perSecond) * 1_000;
  }
}
