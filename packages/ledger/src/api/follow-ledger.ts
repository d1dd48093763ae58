import type { Database, EntityManager } from '@safe-community/database';
import { pause, type Envelope } from '@safe-community/events';
import { Refusal, unavailable } from '@safe-community/domain-kit';
import { PARTITION } from '../outbox/append.ts';
import { headOf, LAST_POSITION, readEvents, type LedgerHead } from '../outbox/stored-event.ts';
import type { Wakeup } from '../outbox/wakeup.ts';

const PAGE = 500;

/** The time between two polls. */
export interface Pace {
  /** Also after a commit: many watchers of a busy service must not keep its database busy. */
  readonly shortestMs: number;
  /** Without a commit. */
  readonly longestMs: number;
}

const PACE: Pace = { shortestMs: 20, longestMs: 200 };

/** Which events: from `from` to `to`, both included, or without an end. */
export interface Followed {
  /** From 1. Beyond the head there are no events, or those that come later. */
  readonly from: bigint;
  /** Absent: no bound. */
  readonly to?: bigint;
  /** Whether to wait for later events; otherwise the reading ends at the head. */
  readonly follow: boolean;
}

/** Signals that end the read; a `CallContext` has this shape. */
export interface FollowEnd {
  /** The reader is gone: the read ends without an error. */
  readonly signal: AbortSignal;
  /** The server stops: a follow throws UNAVAILABLE, so that the caller continues at another replica. */
  readonly draining: AbortSignal;
}

/** The head of this service's own ledger. Throws if the database is not migrated. */
export function ledgerHead(em: EntityManager): Promise<LedgerHead> {
  return headOf(em, PARTITION);
}

/**
 * Reads the service's own ledger, in order and without gaps, page by page as the caller takes it.
 *
 * @param producer the domain of this service.
 * @param wakeup with it, a commit of this process is seen at once; without it, and from other replicas, within 200 ms.
 * @throws {Refusal} `out-of-range` (POSITION_FORGOTTEN) if an event of the range is no longer kept, `unavailable` if a
 * follow ends because the server stops.
 */
export async function* followLedger(
  database: Database,
  producer: string,
  { from: first, to: bound = LAST_POSITION, follow }: Followed,
  { signal, draining }: FollowEnd,
  wakeup?: Wakeup,
  pace = PACE,
): AsyncGenerator<Envelope> {
  const { epoch, head } = await ledgerHead(database.em.fork());
  const to = follow || bound < head ? bound : head;
  const end = AbortSignal.any([signal, draining]);
  const commits = follow ? new CommitWatch(wakeup, pace) : undefined;
  try {
    let from = first;
    while (!signal.aborted && from <= to) {
      commits?.reset();
      const page = await readEvents(database.em.fork(), { producer, epoch, partition: PARTITION, from, to }, PAGE);
      if (isForgotten(from, head, page[0])) throw await forgotten(database);
      yield* page;
      from = (page.at(-1)?.position ?? from - 1n) + 1n;
      if (page.length === PAGE) continue;
      if (commits === undefined) return;
      if (draining.aborted) throw unavailable('the service is stopping: continue from the next position');
      await commits.next(end);
    }
  } finally {
    commits?.stop();
  }
}

/** The ledger has no gaps, so a gap at the beginning of a page means that those events are no longer kept. */
function isForgotten(from: bigint, head: bigint, first: Envelope | undefined): boolean {
  return first === undefined ? from <= head : first.position !== from;
}

/** Names what is kept now: more may have been pruned since the read began. */
async function forgotten(database: Database): Promise<Refusal> {
  const { first, head } = await ledgerHead(database.em.fork());
  const kept = first > head ? 'no event is kept, the next one has' : 'the oldest event kept has';
  return new Refusal('out-of-range', `${kept} position ${first}`, {
    reason: 'POSITION_FORGOTTEN',
    metadata: { first_position: String(first) },
  });
}

/** Waits between polls of the ledger, until a commit of this process or the next poll; only the latter without a wakeup. */
class CommitWatch {
  #committed = new AbortController();
  readonly #unsubscribe: (() => void) | undefined;
  readonly #pace: Pace;

  constructor(wakeup: Wakeup | undefined, pace: Pace) {
    this.#pace = pace;
    this.#unsubscribe = wakeup?.onCommitted(() => this.#committed.abort());
  }

  /** Call it before each poll: a commit from here on ends the next wait. */
  reset(): void {
    if (this.#committed.signal.aborted) this.#committed = new AbortController();
  }

  /** Resolves when it is time for the next poll, or when the signal is aborted. */
  async next(signal: AbortSignal): Promise<void> {
    const { shortestMs, longestMs } = this.#pace;
    await pause(shortestMs, signal);
    await pause(longestMs - shortestMs, AbortSignal.any([signal, this.#committed.signal]));
  }

  stop(): void {
    this.#unsubscribe?.();
  }
}
