import { runForAll } from '@safe-community/telemetry';
import type { Database } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import { unavailable } from '@safe-community/domain-kit';
import { followLedger, ledgerHead, type FollowEnd, type Wakeup } from '@safe-community/ledger';
import type { OwnLedger } from './watch-incidents.app.ts';
import { openTail, type LedgerTail } from './ledger-tail.adapter.ts';

const PAGE = 500;
const PRODUCER = 'incidents';

/**
 * The service's own ledger, for very many who follow it: each for itself would keep the database busy, so its end is
 * read once for all of them, and only who has fallen behind reads for itself, until it has caught up.
 */
export function ownLedger(database: Database, wakeup: Wakeup): OwnLedger {
  const head = () => ledgerHead(database.em.fork());
  const followAll = (from: bigint, end: FollowEnd) =>
    followLedger(database, PRODUCER, { from, follow: true }, end, wakeup);
  let tail: Promise<LedgerTail> | undefined;
  let followers = 0;
  const join = (): Promise<LedgerTail> => {
    followers += 1;
    // Not only for the one who happens to follow first.
    tail ??= runForAll(() => head().then((known) => openTail(known.head, followAll)));
    return tail;
  };
  /** After a failure, and when nobody follows any more: the next one begins anew. */
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
          followLedger(database, PRODUCER, { from: start, to, follow: false }, end),
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
    if (draining.aborted) throw unavailable('the service stops: follow on from the next position');
    await tail.changed(end);
  }
}
