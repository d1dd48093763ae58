import { currentCall, groupCommitDuration, groupCommitSize, runForAll } from '@safe-community/telemetry';
import { Refusal } from '@safe-community/domain-kit';

export interface BatchQueueOptions<Item, Result> {
  /** Commits a batch in one transaction; results in the order of the items. */
  readonly commit: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** The most items in one transaction. */
  readonly largestBatch: number;
  /** Items that may wait; one more is refused at once. */
  readonly longestQueue: number;
  /** Whether a batch failed by a fault of the database, not by one of its items. */
  readonly isFault: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** The longest wait of an item, however much time its call has: the rows of an import have no deadline of their own. */
const MAX_WAIT_MS = 10_000;
const SOONEST_RETRY_MS = 500;

/**
 * Commits together what waits: while one transaction is under way the next batch gathers, so that its items share the
 * cost of a commit. A single item is committed at once. When a batch fails by one of its items, it is repeated item by
 * item, so that only that item fails.
 */
export class BatchQueue<Item, Result> {
  readonly #options: BatchQueueOptions<Item, Result>;
  readonly #times: CommitTimes;
  #queue: Waiting<Item, Result>[] = [];
  #underWay: Promise<void> | undefined;

  constructor(options: BatchQueueOptions<Item, Result>) {
    this.#options = options;
    this.#times = new CommitTimes(() => performance.now());
  }

  /**
   * Resolves when the item is committed. Refuses at once, with RESOURCE_EXHAUSTED, when too many items wait, or when
   * the item's turn would come after the deadline of its call.
   */
  add(item: Item): Promise<Result> {
    const { largestBatch, longestQueue } = this.#options;
    const waitMs = this.#times.waitMs(Math.floor(this.#queue.length / largestBatch));
    const leftMs = (currentCall()?.deadline ?? Number.POSITIVE_INFINITY) - Date.now();
    if (this.#queue.length >= longestQueue || waitMs > Math.min(MAX_WAIT_MS, leftMs)) {
      return Promise.reject(tooManyWait(waitMs));
    }
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      // A batch does not belong to the call that begins it: the other items must not end with that call.
      this.#underWay ??= runForAll(() => this.#flush());
    });
  }

  /** Resolves when no item waits. */
  async idle(): Promise<void> {
    while (this.#underWay !== undefined) await this.#underWay;
  }

  async #flush(): Promise<void> {
    // Calls of the same turn of the event loop go together.
    await Promise.resolve();
    while (this.#queue.length > 0) await this.#commitBatch(this.#queue.splice(0, this.#options.largestBatch));
    this.#underWay = undefined;
  }

  async #commitBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#times.begin();
    const began = performance.now();
    const outcome = await this.#outcomeOf(batch);
    groupCommitSize.record(batch.length, {});
    groupCommitDuration.record((performance.now() - began) / 1_000, {});
    if (outcome.state === 'committed') settle(batch, outcome.results);
    else if (batch.length === 1 || outcome.isFault) rejectAll(batch, outcome.error);
    else await this.#commitSingly(batch);
    this.#times.end(outcome.state === 'committed');
  }

  /** A fault on the way fails all items that still wait: each of them alone would wait for the same fault. */
  async #commitSingly(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    for (const [index, waiting] of batch.entries()) {
      const outcome = await this.#outcomeOf([waiting]);
      if (outcome.state === 'committed') settle([waiting], outcome.results);
      else if (outcome.isFault) return rejectAll(batch.slice(index), outcome.error);
      else waiting.reject(outcome.error);
    }
  }

  async #outcomeOf(batch: readonly Waiting<Item, Result>[]): Promise<Outcome<Result>> {
    try {
      return { state: 'committed', results: await this.#options.commit(batch.map(({ item }) => item)) };
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

function settle<Item, Result>(batch: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
  // The batch is committed: another try would write it twice.
  if (results.length !== batch.length) return rejectAll(batch, new Error('a commit left items without a result'));
  for (const [index, waiting] of batch.entries()) waiting.resolve(results[index] as Result);
}

function rejectAll<Item, Result>(batch: readonly Waiting<Item, Result>[], error: unknown): void {
  for (const waiting of batch) waiting.reject(error);
}

/** Weight of the latest commit in the mean. */
const LATEST_WEIGHT = 0.2;

/** How long commits take, one after the other, and from that how long a new item waits for its turn. */
export class CommitTimes {
  readonly #now: () => number;
  #meanMs = 0;
  #begunAt: number | undefined;

  /** @param now milliseconds of a monotonic clock. */
  constructor(now: () => number) {
    this.#now = now;
  }

  begin(): void {
    this.#begunAt = this.#now();
  }

  /** A failed commit does not count: it may have failed at once, or by a timeout. */
  end(isCommitted: boolean): void {
    if (isCommitted && this.#begunAt !== undefined) {
      this.#meanMs += (this.#now() - this.#begunAt - this.#meanMs) * LATEST_WEIGHT;
    }
    this.#begunAt = undefined;
  }

  /**
   * Milliseconds until the turn comes, behind so many full batches. 0 when no commit is under way: the next item is
   * always tried, however long the last commits took.
   */
  waitMs(batchesBefore: number): number {
    if (this.#begunAt === undefined) return 0;
    const elapsed = this.#now() - this.#begunAt;
    // A commit that takes longer than usual is stuck; the estimate is that it takes as long again.
    const left = elapsed > this.#meanMs ? elapsed : this.#meanMs - elapsed;
    return left + batchesBefore * this.#meanMs;
  }
}
