/** While nothing happens, only some heartbeats lead to a look at the database: an operator may request a rebuild. */
const QUIET_LOOK_MS = 2_500;

/** What a consumer remembers of the heartbeats of its producer, to judge the next one. Times are of `performance.now()`. */
export class HeartbeatNotes {
  readonly #gatherMs: number;
  #looked: { readonly at: number; readonly epoch: string; readonly published: bigint } | undefined;
  #stuck: { readonly position: bigint; readonly since: number } | undefined;

  /** @param gatherMs how long events wait to be gathered. */
  constructor(gatherMs: number) {
    this.#gatherMs = gatherMs;
  }

  /** Whether a heartbeat says something else than the one before, events are missing, or the last news is old. */
  isNews(epoch: string, published: bigint, now: number): boolean {
    const last = this.#looked;
    const isRepeat = last?.epoch === epoch && last.published === published && this.#stuck === undefined;
    if (isRepeat && now - last.at < QUIET_LOOK_MS) return false;
    this.#looked = { at: now, epoch, published };
    return true;
  }

  /** Whether events were missing at the same position before, for longer than they may wait to be gathered. */
  isStuck(position: bigint, isMissing: boolean, now: number): boolean {
    if (!isMissing) {
      this.#stuck = undefined;
      return false;
    }
    if (this.#stuck?.position === position) return now - this.#stuck.since > 1.5 * this.#gatherMs;
    this.#stuck = { position, since: now };
    return false;
  }
}
