import type { ConsumerCheckpoint } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { GetHeadResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { OperatedService } from '../connection/operated-services.ts';

/**
 * Whether the ledger has, at the position of a consumer, the event that the consumer applied last: then it has all that
 * was applied before as well. Of a pruned event nobody can tell; it was applied by all long before any restore.
 */
export async function isKnown(
  service: OperatedService,
  { epoch, firstPosition, headPosition }: GetHeadResponse,
  checkpoint: ConsumerCheckpoint,
): Promise<boolean> {
  const { eventId, position } = checkpoint;
  if (position === 0n || position < firstPosition) return true;
  // Of a checkpoint of an earlier version only the epoch tells.
  if (eventId === '') return checkpoint.epoch === epoch;
  if (position > headPosition) return false;
  for await (const event of service.readEvents({ from: position, to: position, eventTypes: [] })) {
    // An event that the caller may not read has no id.
    return event.eventId === '' || event.eventId === eventId;
  }
  return false;
}
