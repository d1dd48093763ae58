/** Calls that take longer than this on average only wait for each other. */
const LONGEST_MEAN_MS = 1_000;
/** Weight of the latest call. */
const NEWS = 0.05;
const CUT_EVERY_MS = 1_000;
const CUT_TO_SHARE = 0.8;
/** From nothing to all. */
const GROWS_BACK_IN_MS = 20_000;
/** So many are always taken: fewer would not use what there is. */
const LEAST = 64;

/**
 * How many calls may be under way: so many, and fewer while they take too long, whatever it is that they wait for. It
 * looks at the mean, so that a few slow calls among quick ones change nothing.
 */
export class Room {
  readonly #most: number;
  #meanMs = 0;
  #cutTo: number;
  #cutAt = Number.NEGATIVE_INFINITY;

  constructor(most: number) {
    this.#most = most;
    this.#cutTo = most;
  }

  /** @param now milliseconds of a clock that never goes back. */
  size(now: number): number {
    return Math.min(this.#most, this.#cutTo + (this.#most * (now - this.#cutAt)) / GROWS_BACK_IN_MS);
  }

  /** A call has ended after so long, one of so many that were under way. */
  took(ms: number, underWay: number, now: number): void {
    this.#meanMs += (ms - this.#meanMs) * NEWS;
    if (this.#meanMs <= LONGEST_MEAN_MS || now - this.#cutAt < CUT_EVERY_MS) return;
    const cut = Math.min(this.size(now), underWay) * CUT_TO_SHARE;
    this.#cutTo = Math.max(Math.min(LEAST, this.#most), cut);
    this.#cutAt = now;
  }
}
