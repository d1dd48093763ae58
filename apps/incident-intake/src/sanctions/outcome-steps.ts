import { preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { CaseChange, IncidentCase } from '../incident/incident-case.ts';
import type { OutcomeKind, RecordedOutcome } from './outcome.ts';

/** An outcome is added to an incident, whose state stays. */
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

/** An outcome was a slip. Also of an incident that was rejected since: a slip may be why. */
export function revokeOutcome(
  incident: IncidentCase,
  { outcomeId, kind, revokedAt }: { outcomeId: string; kind: OutcomeKind; revokedAt: Date | undefined },
  now: Date,
): Decision<CaseChange> {
  if (revokedAt !== undefined) return preconditionFailed('ALREADY_REVOKED', 'the outcome was revoked before');
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
