import { preconditionFailed, Refusal, unavailable } from '@safe-community/domain-kit';
import type { Envelope } from '@safe-community/events';
import type { FollowEnd } from '../api/follow-ledger.ts';
import type { OwnLedger } from './ledger-tail.ts';

/** The place up to which a watcher has watched. */
export interface WatchPlace {
  readonly epoch: string;
  readonly position: bigint;
}

/** One message to a watcher: the place up to which it has watched, and a change unless only the place moved. */
export interface WatchStep<Change> {
  readonly place: WatchPlace;
  readonly change: Change | undefined;
}

/** The contracts promise a token at least every 10 s; this leaves time for the network. */
const TOKEN_EVERY_MS = 5_000;
/**
 * Some days of the whole country. A watch with a narrow filter reads all of it and may send nothing. The limit must not
 * depend on what the watcher may see, or the hidden events could be counted.
 */
const MAX_BEHIND = 500_000n;

/**
 * The changes that a watcher may see and wants, in the order of the commits. The first step comes at once and has only
 * the place, so that a watcher misses nothing from then on. When a place alone is sent again depends on the clock and on
 * what was sent before, not on events that the watcher may not see.
 *
 * @param after where the watch continues; absent: from now on.
 * @param changeOf undefined for an event that the watcher may not see or does not want.
 * @throws {Refusal} EPOCH_CHANGED, POSITION_FORGOTTEN, or `unavailable` when the server stops.
 */
export async function* watchLedger<Change>(
  ledger: OwnLedger,
  after: WatchPlace | undefined,
  changeOf: (event: Envelope) => Change | undefined,
  end: FollowEnd,
  tokenEveryMs = TOKEN_EVERY_MS,
): AsyncGenerator<WatchStep<Change>> {
  const { epoch, head } = await ledger.head();
  if (after !== undefined) {
    refuseOtherEpoch(after, epoch, head);
    if (head - after.position > MAX_BEHIND) throw forgotten();
  }
  let position = after?.position ?? head;
  let sentAt = performance.now();
  yield { place: { epoch, position }, change: undefined };
  const events = ledger.follow(position + 1n, end);
  let next = events.next();
  try {
    while (!end.signal.aborted) {
      const result = await orUndefined(next, sentAt + tokenEveryMs - performance.now());
      // A server that stops must not wait for a slow reader, who gets the rest after resuming.
      if (end.draining.aborted) throw unavailable('the server is stopping: resume from the last token');
      if (result?.done === true) return;
      if (result !== undefined) position = result.value.position;
      const change = result && changeOf(result.value);
      const isTime = performance.now() - sentAt >= tokenEveryMs;
      if (change !== undefined || isTime) {
        yield { place: { epoch, position }, change };
        sentAt = performance.now();
      }
      if (result !== undefined) next = events.next();
    }
  } catch (error) {
    throw isForgotten(error) ? forgotten() : error;
  } finally {
    // A pending read ends by its signal; neither its end nor its failure matters here.
    next.catch(() => undefined);
    void events.return(undefined).catch(() => undefined);
  }
}

function isForgotten(error: unknown): boolean {
  return error instanceof Refusal && error.reason === 'POSITION_FORGOTTEN';
}

/** The ledger's own refusal names the kept positions, which count events that the watcher may not see. */
function forgotten(): Refusal {
  return new Refusal(
    'out-of-range',
    'the changes since the token are no longer kept, or too many: list, then watch again',
    {
      reason: 'POSITION_FORGOTTEN',
    },
  );
}

/** A restored ledger begins a new epoch; one that ends before the place was restored without a new epoch. */
function refuseOtherEpoch({ epoch, position }: WatchPlace, current: string, head: bigint): void {
  if (epoch === current && position <= head) return;
  throw preconditionFailed(
    'EPOCH_CHANGED',
    'the service was restored since the token was given: list, then watch again',
  );
}

/** The result of the work, or undefined when it takes longer; the work continues. */
async function orUndefined<T>(work: Promise<T>, withinMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), withinMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
