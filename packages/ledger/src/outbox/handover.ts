import type { Appended } from './append.ts';

/** A relay that is this many events behind reads its backlog from the ledger. */
const MAX_EVENTS = 2_000;

/**
 * Committed events on their way to the relay of this process, which need not read them from the ledger. Nothing depends
 * on them: what is not here, the relay reads.
 */
export class Handover {
  /** Mostly in the order of their positions: two commits may be reported in the other order. */
  #commits: Appended[] = [];
  #events = 0;
  #isOpen = false;

  /** Whether a relay publishes here. Without one, nothing is kept. */
  set isOpen(isOpen: boolean) {
    this.#isOpen = isOpen;
    if (!isOpen) this.#forget(this.#commits.length);
  }

  get isEmpty(): boolean {
    return this.#commits.length === 0;
  }

  /** Returns false if the events are not kept and have to be read. */
  offer(appended: Appended): boolean {
    const { events } = appended;
    if (!this.#isOpen || this.#events + events.length > MAX_EVENTS) return false;
    this.#commits.push(appended);
    this.#events += events.length;
    return true;
  }

  /** Removes and returns the events right after a position, in their order; none if the next one is not here. */
  take(after: bigint, most: number): Appended[] {
    this.#commits.sort((one, other) => (one.first < other.first ? -1 : 1));
    const taken: Appended[] = [];
    let [last, count, done] = [after, 0, 0];
    for (const commit of this.#commits) {
      const isPublished = endOf(commit) <= last;
      if (!isPublished && (commit.first !== last + 1n || (count > 0 && count + commit.events.length > most))) break;
      done += 1;
      if (isPublished) continue;
      taken.push(commit);
      count += commit.events.length;
      last = endOf(commit);
    }
    this.#forget(done);
    return taken;
  }

  /** The commits that are here now. */
  held(): ReadonlySet<Appended> {
    return new Set(this.#commits);
  }

  /** Removes commits that the ledger does not have beyond what is published, such as those before a restore. */
  drop(commits: ReadonlySet<Appended>): void {
    this.#commits = this.#commits.filter((commit) => !commits.has(commit));
    this.#events = this.#commits.reduce((sum, { events }) => sum + events.length, 0);
  }

  #forget(commits: number): void {
    for (const { events } of this.#commits.splice(0, commits)) this.#events -= events.length;
  }
}

function endOf({ first, events }: Appended): bigint {
  return first + BigInt(events.length) - 1n;
}
