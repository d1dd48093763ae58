/** Weight of the latest commit. */
const NEWS = 0.2;

/** How long commits take one after the other, and from that how long one who comes now would wait for its turn. */
export class CommitPace {
  readonly #now: () => number;
  #meanMs = 0;
  #begunAt: number | undefined;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  begins(): void {
    this.#begunAt = this.#now();
  }

  /** What failed tells nothing of how long a commit takes: it may have failed at once, or by a timeout. */
  ends(isCommitted: boolean): void {
    if (isCommitted && this.#begunAt !== undefined) this.#meanMs += (this.#now() - this.#begunAt - this.#meanMs) * NEWS;
    this.#begunAt = undefined;
  }

  /**
   * Until the turn comes, behind so many groups that wait whole; milliseconds. 0 when nothing is under way: so the
   * next one is always tried, whatever the last ones took.
   */
  waitMs(groupsBefore: number): number {
    if (this.#begunAt === undefined) return 0;
    const elapsed = this.#now() - this.#begunAt;
    // One that takes longer than usual is stuck, and who knows for how long: as long again.
    const left = elapsed > this.#meanMs ? elapsed : this.#meanMs - elapsed;
    return left + groupsBefore * this.#meanMs;
  }
}
