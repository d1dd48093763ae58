import type { EntityManager } from '@safe-community/database';
import type { Seen } from '../incident/access.adapter.ts';
import type { OutcomeKind, RecordedOutcome } from './outcome.ts';

/** Outcomes of locked incidents. All calls belong to the transaction of `em`. */
export interface OutcomeBook {
  /** The revoked ones too. */
  count(em: EntityManager, incidentId: string): Promise<number>;
  /** Its number or work is sealed under the key of the case: PERSONAL_DATA_ERASED when there is none any more. */
  add(em: EntityManager, incidentId: string, recorded: RecordedOutcome): Promise<void>;
  find(em: EntityManager, incidentId: string, outcomeId: string): Promise<KnownOutcome | undefined>;
  revoke(em: EntityManager, outcomeId: string, at: Date): Promise<void>;
}

/** As much of an outcome as its revocation needs. */
interface KnownOutcome {
  readonly outcomeId: string;
  readonly kind: OutcomeKind;
  readonly revokedAt: Date | undefined;
}

export interface OutcomeReader {
  /** The outcomes of an incident, still sealed; absent when there is no such incident. */
  find(incidentId: string): Promise<ClosedOutcomes | undefined>;
}

interface ClosedOutcomes extends Seen {
  /** Decrypts them, for a caller who is entitled to them: oldest first. Texts are empty once the key is destroyed. */
  open(): RecordedOutcome[];
}
