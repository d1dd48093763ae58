/** A longer mean duration shows that calls wait for each other. */
const MAX_MEAN_MS = 1_000;
/** The weight of the latest call in the mean. */
const LATEST_WEIGHT = 0.05;
const DECREASE_EVERY_MS = 1_000;
const DECREASE_TO_SHARE = 0.8;
/** How long the limit takes to grow from zero to its maximum. */
const RECOVERY_MS = 20_000;
/** The limit never falls below this number: fewer calls would leave the hardware idle. */
const MIN_LIMIT = 64;

/**
 * A concurrency limit that falls while calls take too long, whatever they wait for, and recovers with time. It follows
 * the mean duration, so that a few slow calls among fast ones change nothing.
 */
export class AdaptiveLimit {
  readonly #maximum: number;
  #meanMs = 0;
  #decreasedTo: number;
  #decreasedAt = Number.NEGATIVE_INFINITY;

  constructor(maximum: number) {
    this.#maximum = maximum;
    this.#decreasedTo = maximum;
  }

  /** @param now milliseconds of a monotonic clock. */
  current(now: number): number {
    return Math.min(this.#maximum, this.#decreasedTo + (this.#maximum * (now - this.#decreasedAt)) / RECOVERY_MS);
  }

  /** Records the duration of a call that has ended, and how many calls were active then. */
  observe(durationMs: number, active: number, now: number): void {
    this.#meanMs += (durationMs - this.#meanMs) * LATEST_WEIGHT;
    if (this.#meanMs <= MAX_MEAN_MS || now - this.#decreasedAt < DECREASE_EVERY_MS) return;
    const decreased = Math.min(this.current(now), active) * DECREASE_TO_SHARE;
    this.#decreasedTo = Math.max(Math.min(MIN_LIMIT, this.#maximum), decreased);
    this.#decreasedAt = now;
  }
}
