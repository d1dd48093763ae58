/** How often it is checked whether somebody has waited too long: a part of the time that each may wait. */
const CHECKS = 10;
const MIN_CHECK_MS = 10;
const MAX_CHECK_MS = 1_000;

/**
 * Those that wait, each for the same time at most. One timer for all: a timer for each call costs more than everything
 * else that admission does.
 */
export class WaitingList {
  readonly #ms: number;
  readonly #checkMs: number;
  /** The oldest first. */
  readonly #since = new Map<() => void, number>();
  #timer: NodeJS.Timeout | undefined;

  /** @param ms how long each may wait; the end is noticed up to a tenth of it, or a second, later. */
  constructor(ms: number) {
    this.#ms = ms;
    this.#checkMs = Math.min(MAX_CHECK_MS, Math.max(MIN_CHECK_MS, ms / CHECKS));
  }

  /** Calls `onTooLong`, a function of this one alone, unless it is removed in time. */
  add(onTooLong: () => void): void {
    this.#since.set(onTooLong, performance.now());
    this.#timer ??= setInterval(() => this.#check(), this.#checkMs).unref();
  }

  remove(onTooLong: () => void): void {
    this.#since.delete(onTooLong);
  }

  #check(): void {
    const latest = performance.now() - this.#ms;
    for (const [onTooLong, since] of this.#since) {
      if (since > latest) return;
      this.#since.delete(onTooLong);
      onTooLong();
    }
    if (this.#since.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
