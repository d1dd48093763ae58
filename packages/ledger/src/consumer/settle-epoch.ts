import { orStopped, type Envelope } from '@safe-community/events';
import type { Application } from './apply-events.ts';
import { adoptEpoch, readCheckpoint } from './checkpoint.ts';
import { EpochChanged } from './consumer-errors.ts';
import type { LedgerSource } from './ledger-source.ts';

/**
 * Finds out whether a checkpoint still holds in the ledger of now, and takes its epoch on when it does. Positions of
 * two epochs say nothing about each other; the event at a position does: where it is the same one, all before are.
 *
 * Resolves to the epoch of the ledger; events of others are nobody's any more.
 * @throws {EpochChanged} when something was applied that the ledger does not know.
 */
export async function settleEpoch(
  { database, reader, logger }: Application,
  source: LedgerSource,
  signal: AbortSignal,
): Promise<string> {
  const em = database.em.fork();
  const checkpoint = await readCheckpoint(em, reader);
  const now = await orStopped(source.head(), signal);
  // Stopped: nothing more is applied.
  if (now === undefined) return '';
  const { epoch, first } = now;
  if (checkpoint.epoch === undefined || checkpoint.epoch === epoch) return epoch;
  const { producer } = reader;
  const { position, eventId } = checkpoint;
  // What is pruned was old and applied by all long before the two epochs parted.
  const isTold = position >= first && position > 0n;
  if (isTold && (eventId === undefined || (await eventAt(source, position, signal))?.id !== eventId)) {
    throw new EpochChanged(producer, position, epoch);
  }
  await adoptEpoch(em, reader, checkpoint, epoch);
  logger.warn('the ledger has another epoch and holds all that was applied: it goes on', { producer, position });
  return epoch;
}

async function eventAt(source: LedgerSource, position: bigint, signal: AbortSignal): Promise<Envelope | undefined> {
  for await (const event of source.read(position, position, signal)) return event;
  return undefined;
}
