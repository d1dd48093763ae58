import { orStopped, type Envelope } from '@safe-community/events';
import type { Application } from './apply-events.ts';
import { adoptEpoch, readCheckpoint } from './checkpoint.ts';
import { EpochChanged } from './consumer-errors.ts';
import type { LedgerSource } from './ledger-source.ts';

/**
 * Checks whether a checkpoint is still valid in the ledger, and adopts the ledger's epoch when it is. Positions of two
 * epochs cannot be compared, but the event at a position can: where it is the same, all events before it are.
 *
 * Resolves to the epoch of the ledger; events of other epochs are void.
 * @throws {EpochChanged} when an event was applied that the ledger does not have.
 */
export async function settleEpoch(
  { database, reader, logger }: Application,
  source: LedgerSource,
  signal: AbortSignal,
): Promise<string> {
  const em = database.em.fork();
  const checkpoint = await readCheckpoint(em, reader);
  const now = await orStopped(source.head(), signal);
  // The service stops: nothing more is applied.
  if (now === undefined) return '';
  const { epoch, first } = now;
  if (checkpoint.epoch === undefined || checkpoint.epoch === epoch) return epoch;
  const { producer } = reader;
  const { position, eventId } = checkpoint;
  // Pruned events were old, and applied by all consumers long before the epochs diverged.
  const isComparable = position >= first && position > 0n;
  if (isComparable && (eventId === undefined || (await eventAt(source, position, signal))?.id !== eventId)) {
    throw new EpochChanged(producer, position, epoch);
  }
  await adoptEpoch(em, reader, checkpoint, epoch);
  logger.warn('ledger has a new epoch and holds all applied events; continuing', { producer, position });
  return epoch;
}

async function eventAt(source: LedgerSource, position: bigint, signal: AbortSignal): Promise<Envelope | undefined> {
  for await (const event of source.read(position, position, signal)) return event;
  return undefined;
}
