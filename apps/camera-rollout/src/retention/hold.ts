import {
  checkName,
  notFound,
  preconditionFailed,
  unless,
  type Decision,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import { isFinal, stateAfter, type ExpiryState } from './expiry-steps.ts';

export const HOLD_KINDS = ['legal', 'case'] as const;
/** A legal hold, or an open case of another register. */
export type HoldKind = (typeof HOLD_KINDS)[number];

/** Why recordings must not expire. */
export interface Hold {
  /** UUID version 7. */
  readonly holdId: string;
  readonly kind: HoldKind;
  /** Empty unless it is a case. */
  readonly caseNumber: string;
  /** Not encrypted, since it stays: it contains nothing personal. */
  readonly reason: string;
  readonly placedAt: Date;
  /** Name of the calling system. */
  readonly caller: string;
  readonly releasedAt: Date | undefined;
  readonly releaseReason: string;
}

const CASE_NUMBER = { least: 2, most: 100 };

export function checkCaseNumber(kind: HoldKind, caseNumber: string): Violation[] {
  if (kind !== 'case') return unless(caseNumber === '', 'case_number', 'must be empty unless kind is CASE');
  return checkName(caseNumber, 'case_number', CASE_NUMBER);
}

/** Refuses what cannot be undone. */
export function refuseDeleted(recordings: readonly { readonly state: ExpiryState }[]): Refusal | undefined {
  if (!recordings.some(({ state }) => isFinal(state))) return undefined;
  return preconditionFailed('RECORDING_DELETED', 'the recording was deleted for good');
}

export function release(hold: Hold, reason: string, at: Date): Decision<Hold> {
  return hold.releasedAt === undefined ? { ...hold, releasedAt: at, releaseReason: reason } : notFound('hold in force');
}

/** Whether a person may take back the expiry. */
export function refuseRestore(recording: { readonly state: ExpiryState }): Refusal | undefined {
  if (stateAfter(recording.state, 'restore') !== undefined) return undefined;
  return (
    refuseDeleted([recording]) ?? preconditionFailed('RECORDING_NOT_EXPIRED', 'only an expired recording is restored')
  );
}
