import { Refusal } from '@safe-community/grpc-kit';

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

/**
 * Commits what waits together: while one transaction is under way the next group
 * gathers, so that the cost of a commit is shared by all who came meanwhile. Alone
 * in flight an item goes at once. A group that fails by one of its items is
 * repeated item by item, so that the bad one fails alone.
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>;
  #queue: Waiting<Item, Result>[] = [];
  #underWay: Promise<void> | undefined;

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options;
  }

  /** Resolves when the item is committed. Refuses with RESOURCE_EXHAUSTED when too many wait. */
  add(item: Item): Promise<Result> {
    if (this.#queue.length >= this.#options.longestQueue) {
      return Promise.reject(new Refusal('resource-exhausted', 'too many writes wait', { retryAfterMs: 500 }));
    }
    return new Promise<Result>((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      this.#underWay ??= this.#flush();
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
    const outcome = await this.#outcomeOf(group);
    if (outcome.state === 'committed') settle(group, outcome.results);
    else if (group.length === 1 || outcome.isFault) rejectAll(group, outcome.error);
    else await this.#commitSingly(group);
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

function settle<Item, Result>(group: readonly Waiting<Item, Result>[], results: readonly Result[]): void {
  // Committed all the same: to try again would write it twice.
  if (results.length !== group.length) return rejectAll(group, new Error('a commit left items without a result'));
  for (const [index, waiting] of group.entries()) waiting.resolve(results[index] as Result);
}

function rejectAll<Item, Result>(group: readonly Waiting<Item, Result>[], error: unknown): void {
  for (const waiting of group) waiting.reject(error);
}
