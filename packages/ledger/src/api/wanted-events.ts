import type { Envelope } from '@safe-community/events';
import { Refusal } from '@safe-community/domain-kit';

/** The category of the case that an event is about, if not every reader of the ledger may read about all cases. */
interface EventSensitivity {
  /** Name of the category; empty if this version does not know it, so that it may be any. */
  readonly category: string;
  readonly isSensitive: boolean;
}

export type Sensitivity = (event: Envelope) => EventSensitivity;

/** How many events are read for a caller that wants only few of them. */
export interface Skipping {
  /** After this number of skipped events in a row, one is sent, so that the caller's backpressure applies. */
  readonly reportEvery: number;
  /** The maximum number of skipped events in one call, counting only events that existed when it began. */
  readonly most: number;
}

export const USUAL_SKIPPING: Skipping = { reportEvery: 1_000, most: 100_000 };

export interface ReadEvent {
  readonly event: Envelope;
  /** An event that the caller does not want: it shows the progress of the read. */
  readonly isSkipped: boolean;
}

/**
 * The wanted events, and from time to time a skipped one. Without those, a call for a type that does not exist would
 * read the whole ledger without backpressure.
 *
 * @param last the last event that existed when the call began. Later events come as they are committed, and every
 * caller that follows reads them anyway.
 * @throws {Refusal} PASSED_OVER_ENOUGH after `most`.
 */
export async function* wantedEvents(
  events: AsyncIterable<Envelope>,
  isWanted: (event: Envelope) => boolean,
  last: bigint,
  { reportEvery, most }: Skipping,
): AsyncGenerator<ReadEvent> {
  let [unreported, skipped] = [0, 0];
  for await (const event of events) {
    if (isWanted(event)) {
      unreported = 0;
      yield { event, isSkipped: false };
      continue;
    }
    unreported += 1;
    if (event.position <= last) skipped += 1;
    const isEnough = skipped === most && event.position < last;
    if (unreported < reportEvery && !isEnough) continue;
    unreported = 0;
    yield { event, isSkipped: true };
    if (isEnough) throw tooManySkipped(event.position + 1n, most);
  }
}

function tooManySkipped(next: bigint, most: number): Refusal {
  return new Refusal('resource-exhausted', `a call skips at most ${most} events: read on from ${next}`, {
    reason: 'PASSED_OVER_ENOUGH',
    retryAfterMs: 0,
    metadata: { rule: 'events-passed-over', limit: String(most), next_position: String(next) },
  });
}
