import type { Database } from '@safe-community/database';
import { unavailable } from '@safe-community/domain-kit';
import { orStopped, type Envelope } from '@safe-community/events';
import { runForAll } from '@safe-community/telemetry';
import { followLedger, ledgerHead, type FollowEnd } from '../api/follow-ledger.ts';
import type { LedgerHead } from '../outbox/stored-event.ts';
import type { Wakeup } from '../outbox/wakeup.ts';

/** The service's own ledger. */
export interface OwnLedger {
  head(): Promise<LedgerHead>;
  /** Events from this position on, in order, without gaps and without end: see `followLedger`. */
  follow(from: bigint, end: FollowEnd): AsyncGenerator<Envelope>;
}

const PAGE = 500;

/**
 * The service's own ledger for many followers. Its end is read once for all of them; a follower reads for itself only
 * while it is behind. Otherwise thousands of followers would keep the database busy.
 *
 * @param producer the domain of the service.
 */
export function ownLedger(database: Database, producer: string, wakeup: Wakeup): OwnLedger {
  const head = () => ledgerHead(database.em.fork());
  const followAll = (from: bigint, end: FollowEnd) =>
    followLedger(database, producer, { from, follow: true }, end, wakeup);
  let tail: Promise<LedgerTail> | undefined;
  let followers = 0;
  const join = (): Promise<LedgerTail> => {
    followers += 1;
    // Not as part of the call that happens to follow first.
    tail ??= runForAll(() => head().then((known) => openTail(known.head, followAll)));
    return tail;
  };
  /** After a failure, and when there are no followers: the next one opens another tail. */
  const forget = (joined: LedgerTail | undefined, of: Promise<LedgerTail> | undefined): void => {
    joined?.stop();
    if (tail === of) tail = undefined;
  };
  return {
    head,
    async *follow(from, end) {
      const joining = join();
      let joined: LedgerTail | undefined;
      try {
        joined = await joining;
        yield* followTail(joined, from, end, (to, start) =>
          followLedger(database, producer, { from: start, to, follow: false }, end),
        );
      } catch (error) {
        if (!end.draining.aborted) forget(joined, joining);
        throw error;
      } finally {
        followers -= 1;
        if (followers === 0) forget(joined, joining);
      }
    },
  };
}

async function* followTail(
  tail: LedgerTail,
  from: bigint,
  { signal, draining }: FollowEnd,
  catchUp: (to: bigint, from: bigint) => AsyncIterable<Envelope>,
): AsyncGenerator<Envelope> {
  const end = AbortSignal.any([signal, draining]);
  let position = from;
  while (!signal.aborted) {
    const isBehind = position < tail.oldest;
    const events = isBehind ? catchUp(tail.oldest - 1n, position) : tail.from(position, PAGE);
    const before = position;
    for await (const event of events) {
      yield event;
      position = event.position + 1n;
    }
    if (position > before) continue;
    if (isBehind && !signal.aborted) throw new Error('the ledger has a gap');
    if (draining.aborted) throw unavailable('the service is stopping: continue from the next position');
    await tail.changed(end);
  }
}

/** Events in memory for followers that are a little behind: some seconds at full speed, a few megabytes. */
const KEPT = 4_096;
const NEVER = new AbortController().signal;

/** The end of a ledger, read once for all followers. */
export interface LedgerTail {
  /** Position that comes next: what is before it was read. */
  readonly next: bigint;
  /** Of the events in memory; `next` if there is none. */
  readonly oldest: bigint;
  /** Up to `most` events from this position on; none if they are still to come. At least `oldest`. */
  from(position: bigint, most: number): Envelope[];
  /** Resolves when there is more, or at the end. Throws when the ledger can no longer be read. */
  changed(end: AbortSignal): Promise<void>;
  stop(): void;
}

/** Begins to read after `head`, and continues until it is stopped or fails. */
export function openTail(head: bigint, follow: (from: bigint, end: FollowEnd) => AsyncIterable<Envelope>): LedgerTail {
  const kept: Envelope[] = [];
  const stopping = new AbortController();
  let next = head + 1n;
  let more = newSignal();
  const oldest = (): bigint => kept[0]?.position ?? next;
  const read = async (): Promise<void> => {
    for await (const event of follow(next, { signal: stopping.signal, draining: NEVER })) {
      kept.push(event);
      next = event.position + 1n;
      // Not at each event: moving all of them costs more than keeping some more.
      if (kept.length === 2 * KEPT) kept.splice(0, KEPT);
      more.resolve();
      more = newSignal();
    }
  };
  read().catch((error: unknown) => more.reject(error));
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
      await orStopped(more.promise, end);
    },
    stop: () => stopping.abort(),
  };
}

/**
 * Wakes the followers that wait, or the next one. A failure while no follower waits must not become an unhandled
 * rejection, which would end the process.
 */
function newSignal(): PromiseWithResolvers<void> {
  const more = Promise.withResolvers<void>();
  more.promise.catch(() => undefined);
  return more;
}
