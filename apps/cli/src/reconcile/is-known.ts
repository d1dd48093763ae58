import type { ConsumerCheckpoint } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { GetHeadResponse } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { OperatedService } from '../connection/operated-services.ts';

/**
 * Whether the ledger has, at the position of a consumer, the event that the consumer applied last; then it also has all
 * earlier ones. A pruned event counts as known: all consumers applied it long before any restore.
 */
export async function isKnown(
  service: OperatedService,
  { epoch, firstPosition, headPosition }: GetHeadResponse,
  checkpoint: ConsumerCheckpoint,
): Promise<boolean> {
  const { eventId, position } = checkpoint;
  if (position === 0n || position < firstPosition) return true;
  // A checkpoint of an earlier version has only the epoch.
  if (eventId === '') return checkpoint.epoch === epoch;
  if (position > headPosition) return false;
  for await (const event of service.readEvents({ from: position, to: position, eventTypes: [] })) {
    // Events that the caller may not read have no id.
    return event.eventId === '' || event.eventId === eventId;
  }
  return false;
}
