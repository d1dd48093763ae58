import type { EntityManager } from '@safe-community/database';
import { kyivDay, notFound, preconditionFailed, type Decision, type Refusal } from '@safe-community/domain-kit';
import type { Place } from '@safe-community/security/policy';
import { findChain, type ChainState } from './proof.store.ts';

/** What custody asks about recordings. The modules that know it are built on this one, so service.ts hands it in. */
export interface KnownRecordings {
  /** Where a recording belongs; undefined if there is none. */
  placeOf(em: EntityManager, recordingId: string): Promise<Place | undefined>;
  /** When a recording was deleted for good. If it was not, it cannot be until the transaction ends. */
  lockDeletion(tx: EntityManager, recordingId: string): Promise<Date | undefined>;
  /**
   * When the request for footage by which a recording can be handed over was decided, or why it cannot be. If it can, so it
   * is until the transaction ends.
   */
  checkHandover(tx: EntityManager, recordingId: string, footageRequestId: string): Promise<Decision<Date>>;
  /** Marks the freeze as handed over. The caller appends the custody entry in the same transaction. */
  markHandedOver(tx: EntityManager, recordingId: string, footageRequestId: string): Promise<void>;
}

interface RecordingChain {
  /** Where the recording belongs. */
  readonly place: Place;
  /** Undefined if its head is lost. */
  readonly chain: ChainState | undefined;
}

/** The chain of a recording; a refusal if there is no such recording. */
export async function findRecordingChain(
  em: EntityManager,
  known: KnownRecordings,
  recordingId: string,
): Promise<Decision<RecordingChain>> {
  const chain = await findChain(em, recordingId);
  const place = chain ?? (await known.placeOf(em, recordingId));
  return place === undefined ? notFound('recording') : { place, chain };
}

/** Refuses what can only be done with the file of a recording. */
export function recordingDeleted(at: Date): Refusal {
  return preconditionFailed('RECORDING_DELETED', `the recording was deleted for good on ${kyivDay(at)}`);
}
