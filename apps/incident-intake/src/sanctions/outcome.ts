import { preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/module.ts';

/** The legal outcome of a case. */
export type OutcomeKind =
  | 'administrative_protocol'
  | 'pretrial_register'
  | 'police_register'
  | 'socially_useful_works'
  | 'community_works';
export type WorksKind = Extract<OutcomeKind, `${string}_works`>;

/** A protocol of an administrative offence. */
export interface Protocol {
  readonly kind: 'administrative_protocol';
  /** Series and number. */
  readonly number: string;
  /** Of the КУпАП. */
  readonly article: string;
}

/** A case in a register of the police. */
export interface RegisterEntry {
  readonly kind: 'pretrial_register' | 'police_register';
  readonly number: string;
}

/** Works to which a court has sentenced a person. */
export interface Works {
  readonly kind: WorksKind;
  /** Of the КУпАП. */
  readonly article: string;
  readonly hours: number;
  readonly hoursPerDay: number;
  /** The offender is under 18. */
  readonly minor: boolean;
  /** From the list of the local council; may be empty. */
  readonly work: string;
}

export type Outcome = Protocol | RegisterEntry | Works;

export function isWorks(outcome: Outcome): outcome is Works {
  return isWorksKind(outcome.kind);
}

export function isWorksKind(kind: OutcomeKind): kind is WorksKind {
  return kind === 'socially_useful_works' || kind === 'community_works';
}

/** A recorded outcome with its incident. */
export interface RecordedOutcome {
  readonly outcomeId: string;
  readonly recordedAt: Date;
  readonly revokedAt: Date | undefined;
  readonly outcome: Outcome;
}

/** The part of a recorded outcome that its revocation needs. */
export interface KnownOutcome {
  readonly outcomeId: string;
  readonly kind: OutcomeKind;
  readonly revokedAt: Date | undefined;
}

/** Adds an outcome to an incident, whose state stays. */
export function recordOutcome(
  incident: IncidentCase,
  { outcomeId, recordedAt, outcome }: RecordedOutcome,
): Decision<CaseChange> {
  const { state } = incident;
  if (state === 'rejected' || state === 'duplicate') {
    return preconditionFailed('STEP_ILLEGAL', `the incident is in state ${state}: it has no outcome of its own`);
  }
  return change('outcome-recorded', incident, outcomeId, outcome.kind, recordedAt);
}

/** Marks an outcome as a mistake; also after the incident was rejected, which may be why it is one. */
export function revokeOutcome(
  incident: IncidentCase,
  { outcomeId, kind, revokedAt }: KnownOutcome,
  now: Date,
): Decision<CaseChange> {
  if (revokedAt !== undefined) return preconditionFailed('ALREADY_REVOKED', 'the outcome is already revoked');
  return change('outcome-revoked', incident, outcomeId, kind, now);
}

function change(
  kind: string,
  incident: IncidentCase,
  outcomeId: string,
  outcomeKind: OutcomeKind,
  happenedAt: Date,
): CaseChange {
  return { incident, kind, happenedAt, details: { outcome_id: outcomeId, outcome_kind: outcomeKind } };
}
