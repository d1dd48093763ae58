import { orStopped, type Envelope } from '@safe-community/events';
import type { FollowEnd } from '@safe-community/ledger';

/** Events that are kept for those who are not quite up to date: some seconds at full speed, a few megabytes. */
const KEPT = 4_096;
const NEVER = new AbortController().signal;

/** The end of a ledger, read once for all who follow it. */
export interface LedgerTail {
  /** Position that comes next: what is before it was read. */
  readonly next: bigint;
  /** Of the events in memory; `next` when there is none. */
  readonly oldest: bigint;
  /** Up to `most` events from this position on; none when they are still to come. At least `oldest`. */
  from(position: bigint, most: number): Envelope[];
  /** Resolves when there is more, or at the end. Throws when the ledger can no longer be read. */
  changed(end: AbortSignal): Promise<void>;
  stop(): void;
}

/** Begins to read behind `head`, and goes on until it is stopped or fails. */
export function openTail(head: bigint, follow: (from: bigint, end: FollowEnd) => AsyncIterable<Envelope>): LedgerTail {
  const kept: Envelope[] = [];
  const stopping = new AbortController();
  let next = head + 1n;
  let news = heardOrNot();
  const oldest = (): bigint => kept[0]?.position ?? next;
  const read = async (): Promise<void> => {
    for await (const event of follow(next, { signal: stopping.signal, draining: NEVER })) {
      kept.push(event);
      next = event.position + 1n;
      // Not at each one: to move all of them costs more than to keep some more.
      if (kept.length === 2 * KEPT) kept.splice(0, KEPT);
      news.resolve();
      news = heardOrNot();
    }
  };
  read().catch((error: unknown) => news.reject(error));
  return {
    get next() {
      return next;
    },
    get oldest() {
      return oldest();
    },
    from(position, most) {
      const begin = Number(position - oldest());
      return kept.slice(begin, begin + most);
    },
    async changed(end) {
      await orStopped(news.promise, end);
    },
    stop: () => stopping.abort(),
  };
}

/**
 * Whoever waits is told; when nobody does, the next one who does will be. A failure that comes while all who follow are
 * busy with what they have must not be one that nobody heard of: the process would end by it.
 */
function heardOrNot(): PromiseWithResolvers<void> {
  const news = Promise.withResolvers<void>();
  news.promise.catch(() => undefined);
  return news;
}
