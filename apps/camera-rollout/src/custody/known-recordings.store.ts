import type { EntityManager } from '@safe-community/database';
import { kyivDay, preconditionFailed, type Refusal } from '@safe-community/domain-kit';
import type { Place } from '@safe-community/security/policy';

/** What custody asks about recordings. The modules that know it are built on this one, so service.ts hands it in. */
export interface KnownRecordings {
  /** Where a recording belongs; undefined if there is none. */
  placeOf(em: EntityManager, recordingId: string): Promise<Place | undefined>;
  /** When a recording was deleted for good. If it was not, it cannot be until the transaction ends. */
  lockDeletion(tx: EntityManager, recordingId: string): Promise<Date | undefined>;
}

/** Refuses what can only be done with the file of a recording. */
export function recordingDeleted(at: Date): Refusal {
  return preconditionFailed('RECORDING_DELETED', `the recording was deleted for good on ${kyivDay(at)}`);
}
