import type { Envelope } from '@safe-community/events';
import { Refusal } from '@safe-community/domain-kit';

/** How much is read for a reader who wants little of it. */
export interface PassingOver {
  /** So many in a row are told by one answer: whoever reads on takes it, and whoever does not holds the reading back. */
  readonly tellEvery: number;
  /** So many in one call, of those that were there when it began. */
  readonly most: number;
}

export const USUAL_PASSING_OVER: PassingOver = { tellEvery: 1_000, most: 100_000 };

export interface ReadEvent {
  readonly event: Envelope;
  /** Nobody wants it: it tells how far the reading is. */
  readonly isPassedOver: boolean;
}

/**
 * The events that are wanted, and now and then one that is not. Without these a call for a type that there is not would
 * read the whole ledger for nobody to take anything of it.
 *
 * @param last of those that were there when the call began: what comes later comes at the pace of the commits, and is read
 * by all who follow in any case.
 * @throws {Refusal} PASSED_OVER_ENOUGH after `most`.
 */
export async function* wantedEvents(
  events: AsyncIterable<Envelope>,
  isWanted: (event: Envelope) => boolean,
  last: bigint,
  { tellEvery, most }: PassingOver,
): AsyncGenerator<ReadEvent> {
  let [untold, passedOver] = [0, 0];
  for await (const event of events) {
    if (isWanted(event)) {
      untold = 0;
      yield { event, isPassedOver: false };
      continue;
    }
    untold += 1;
    if (event.position <= last) passedOver += 1;
    const isEnough = passedOver === most && event.position < last;
    if (untold < tellEvery && !isEnough) continue;
    untold = 0;
    yield { event, isPassedOver: true };
    if (isEnough) throw enough(event.position + 1n, most);
  }
}

function enough(next: bigint, most: number): Refusal {
  return new Refusal('resource-exhausted', `a call passes over ${most} events at the most: read on from ${next}`, {
    reason: 'PASSED_OVER_ENOUGH',
    retryAfterMs: 0,
    metadata: { rule: 'events-passed-over', limit: String(most), next_position: String(next) },
  });
}
