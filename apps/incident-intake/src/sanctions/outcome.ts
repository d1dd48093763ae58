import { preconditionFailed, type Day, type Decision } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/module.ts';

/** The legal outcome of a case. */
export type OutcomeKind =
  | 'administrative_protocol'
  | 'pretrial_register'
  | 'police_register'
  | 'socially_useful_works'
  | 'community_works'
  | 'fine'
  | 'arrest'
  | 'correctional_works';
export type WorksKind = Extract<OutcomeKind, 'socially_useful_works' | 'community_works'>;

/** The offence for which an outcome is recorded. */
interface Offence {
  /** Of the КУпАП. */
  readonly article: string;
  /** 0 if unknown. */
  readonly part: number;
  /** Empty: the day on which the incident occurred. */
  readonly offenceDate: Day;
}

/** A protocol of an administrative offence. */
export interface Protocol extends Offence {
  readonly kind: 'administrative_protocol';
  /** Series and number. */
  readonly number: string;
}

/** A case in a register of the police. */
export interface RegisterEntry {
  readonly kind: 'pretrial_register' | 'police_register';
  readonly number: string;
}

/** Works to which a court has sentenced a person. */
export interface Works extends Offence {
  readonly kind: WorksKind;
  readonly hours: number;
  readonly hoursPerDay: number;
  /** The offender is under 18. */
  readonly minor: boolean;
  /** From the list of the local council; may be empty. */
  readonly work: string;
}

/** A sanction that is no work for the community. */
export interface OtherSanction extends Offence {
  readonly kind: Extract<OutcomeKind, 'fine' | 'arrest' | 'correctional_works'>;
  /** Hryvnias of a fine, else days. */
  readonly amount: number;
  /** Withheld share of the earnings, for correctional works; else 0. */
  readonly percent: number;
}

export type Outcome = Protocol | RegisterEntry | Works | OtherSanction;

export function isSanction(outcome: Outcome): outcome is Works | OtherSanction {
  return isWorks(outcome) || isOther(outcome);
}

function isOther(outcome: Outcome): outcome is OtherSanction {
  return outcome.kind === 'fine' || outcome.kind === 'arrest' || outcome.kind === 'correctional_works';
}

/** The field of a request that has the amount of a sanction. */
export function amountField({ kind }: Works | OtherSanction): string {
  return `${kind}.${isWorksKind(kind) ? 'hours' : kind === 'fine' ? 'amount' : 'days'}`;
}

/** Hours, hryvnias or days. */
export function amountOf(sanction: Works | OtherSanction): number {
  return isWorks(sanction) ? sanction.hours : sanction.amount;
}

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
