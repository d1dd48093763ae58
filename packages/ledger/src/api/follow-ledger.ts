import { pause, type Envelope } from '@safe-community/events';
import type { Wakeup } from '../outbox/wakeup.ts';
import type { Database, EntityManager } from '@safe-community/database';
import { Refusal, unavailable } from '@safe-community/domain-kit';
import { PARTITION } from '../outbox/append.ts';
import { headOf, LAST_POSITION, readEvents, type LedgerHead } from '../outbox/stored-event.ts';

/** Waits between looks at the ledger. */
export interface CommitWatch {
  /** Call it before each look: what is committed from here on ends the next wait. */
  look(): void;
  /** Resolves when it is time for another look, or when the signal says stop. */
  next(signal: AbortSignal): Promise<void>;
  end(): void;
}

/** The shortest wait: many watchers of a busy service would otherwise keep its database busy. */
const PACE_MS = 20;

/** Watches for commits of this process, and looks every `pollMs` for those of others; only that without a wakeup. */
export function watchCommits(wakeup: Wakeup | undefined, pollMs: number): CommitWatch {
  let committed = new AbortController();
  const forget = wakeup?.onCommitted(() => committed.abort());
  return {
    look() {
      if (committed.signal.aborted) committed = new AbortController();
    },
    async next(signal) {
      await pause(PACE_MS, signal);
      await pause(pollMs - PACE_MS, AbortSignal.any([signal, committed.signal]));
    },
    end() {
      forget?.();
    },
  };
}

const PAGE = 500;
const POLL_MS = 200;

/** Which events: from `from` to `to`, both included, or without an end. */
export interface Followed {
  /** From 1. One beyond the head gives nothing, or what comes. */
  readonly from: bigint;
  /** Absent: no bound. */
  readonly to?: bigint;
  /** Whether to wait for what is committed later; else it ends at the head. */
  readonly follow: boolean;
}

/** When to end; a `CallContext` is one. */
export interface FollowEnd {
  /** Nobody listens any more: it ends without an error. */
  readonly signal: AbortSignal;
  /** The server stops: a follow throws UNAVAILABLE, so that the caller goes on elsewhere. */
  readonly draining: AbortSignal;
}

/** How far this service's own ledger is. Throws when the database is not migrated. */
export function ledgerHead(em: EntityManager): Promise<LedgerHead> {
  return headOf(em, PARTITION);
}

/**
 * Reads the service's own ledger, in order and without gaps, a page at a time as it is asked for.
 *
 * @param producer the domain of this service.
 * @param wakeup with it a commit of this process is seen at once; without it, and from other replicas,
 * within 200 ms.
 * @throws {Refusal} `out-of-range` (POSITION_FORGOTTEN) when an event of the range is no longer kept,
 * `unavailable` when a follow ends because the server stops.
 */
export async function* followLedger(
  database: Database,
  producer: string,
  { from: first, to: bound = LAST_POSITION, follow }: Followed,
  { signal, draining }: FollowEnd,
  wakeup?: Wakeup,
): AsyncGenerator<Envelope> {
  const { epoch, head } = await ledgerHead(database.em.fork());
  const to = follow || bound < head ? bound : head;
  const end = AbortSignal.any([signal, draining]);
  const commits = follow ? watchCommits(wakeup, POLL_MS) : undefined;
  try {
    let from = first;
    while (!signal.aborted && from <= to) {
      commits?.look();
      const page = await readEvents(database.em.fork(), { producer, epoch, partition: PARTITION, from, to }, PAGE);
      if (isForgotten(from, head, page[0])) throw await forgotten(database);
      yield* page;
      from = (page.at(-1)?.position ?? from - 1n) + 1n;
      if (page.length === PAGE) continue;
      if (commits === undefined) return;
      if (draining.aborted) throw unavailable('the service stops: follow on from the next position');
      await commits.next(end);
    }
  } finally {
    commits?.end();
  }
}

/** The ledger has no gaps, so one at the beginning of a page means that what was there is no longer kept. */
function isForgotten(from: bigint, head: bigint, first: Envelope | undefined): boolean {
  return first === undefined ? from <= head : first.position !== from;
}

/** Says what is kept by now: more may have gone since the reader began. */
async function forgotten(database: Database): Promise<Refusal> {
  const { first, head } = await ledgerHead(database.em.fork());
  const kept = first > head ? 'no event is kept, the next one has' : 'the oldest event kept has';
  return new Refusal('out-of-range', `${kept} position ${first}`, {
    reason: 'POSITION_FORGOTTEN',
    metadata: { first_position: String(first) },
  });
}
