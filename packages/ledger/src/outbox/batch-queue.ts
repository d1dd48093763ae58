import { currentCall, groupCommitDuration, groupCommitSize, runForAll } from '@safe-community/telemetry';
import { Refusal } from '@safe-community/domain-kit';

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

export interface GroupCommitOptions<Item, Result> {
  /** Commits a group in one transaction; results in the order of the items. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items in one transaction at the most. */
  readonly largestGroup: number;
  /** Items that may wait; one more is refused at once. */
  readonly longestQueue: number;
  /** Whether the failure of a group is one of the database, not of an item in it. */
  readonly isFault: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** No item waits for longer than this, however much time its call has: an import's rows are patient, but not for ever. */
const LONGEST_WAIT_MS = 10_000;
const SOONEST_RETRY_MS = 500;

/**
 * Commits what waits together: while one transaction is under way the next group
 * gathers, so that the cost of a commit is shared by all who came meanwhile. Alone
 * in flight an item goes at once. A group that fails by one of its items is
 * repeated item by item, so that the bad one fails alone.
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>;
  readonly #pace: CommitPace;
  #queue: Waiting<Item, Result>[] = [];
  #underWay: Promise<void> | undefined;

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options;
    this.#pace = new CommitPace(() => performance.now());
  }

  /**
   * Resolves when the item is committed. Refuses at once, with RESOURCE_EXHAUSTED, when too many wait, or when the
   * item's turn would come after the deadline of its call.
   */
  add(item: Item): Promise<Result> {
    const { largestGroup, longestQueue } = this.#options;
    const waitMs = this.#pace.waitMs(Math.floor(this.#queue.length / largestGroup));
    const leftMs = (currentCall()?.deadline ?? Number.POSITIVE_INFINITY) - Date.now();
    if (this.#queue.length >= longestQueue || waitMs > Math.min(LONGEST_WAIT_MS, leftMs)) {
      return Promise.reject(tooManyWait(waitMs));
    }
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      // A group is not of the call that happens to begin it: the others must not end with that one.
      this.#underWay ??= runForAll(() => this.#flush());
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#underWay !== undefined) await this.#underWay;
  }

  async #flush(): Promise<void> {
    // Calls of the same turn of the event loop go together.
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#commitGroup(this.#queue.splice(0, this.#options.largestGroup));
    this.#underWay = undefined;
  }

  async #commitGroup(group: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#pace.begins();
    const began = performance.now();
    const outcome = await this.#outcomeOf(group);
    groupCommitSize.record(group.length, {});
    groupCommitDuration.record((performance.now() - began) / 1_000, {});
    if (outcome.state === 'committed') settle(group, outcome.results);
    else if (group.length === 1 || outcome.isFault) rejectAll(group, outcome.error);
    else await this.#commitSingly(group);
    this.#pace.ends(outcome.state === 'committed');
  }

  /** A fault on the way is one for all who still wait: each for itself would only wait as long for the same. */
  async #commitSingly(group: readonly Waiting<Item, Result>[]): Promise<void> {
    for (const [index, waiting] of group.entries()) {
      const outcome = await this.#outcomeOf([waiting]);
      if (outcome.state === 'committed') settle([waiting], outcome.results);
      else if (outcome.isFault) return rejectAll(group.slice(index), outcome.error);
      else waiting.reject(outcome.error);
    }
  }

  async #outcomeOf(group: readonly Waiting<Item, Result>[]): Promise<Outcome<Result>> {
    try {
      return { state: 'committed', results: await this.#options.commit(group.map(({ item }) => item)) };
    } catch (error) {
      return { state: 'failed', error, isFault: this.#options.isFault(error) };
    }
  }
}

type Outcome<Result> =
  | { readonly state: 'committed'; readonly results: readonly Result[] }
  | { readonly state: 'failed'; readonly error: unknown; readonly isFault: boolean };

function tooManyWait(waitMs: number): Refusal {
  return new Refusal('resource-exhausted', 'too many writes wait', {
    retryAfterMs: Math.max(SOONEST_RETRY_MS, Math.ceil(waitMs)),
    metadata: { rule: 'writes-waiting' },
  });
}

function settle<Item, Result>(group: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
  // Committed all the same: to try again would write it twice.
  if (results.length !== group.length) return rejectAll(group, new Error('a commit left items without a result'));
  for (const [index, waiting] of group.entries()) waiting.resolve(results[index] as Result);
}

function rejectAll<Item, Result>(group: readonly Waiting<Item, Result>[], error: unknown): void {
  for (const waiting of group) waiting.reject(error);
}
