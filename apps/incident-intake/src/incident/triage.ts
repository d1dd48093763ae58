import type { CategoryPolicy, Urgency } from '../catalogue/module.ts';
import { enterState } from './enter-state.ts';
import type { CaseChange, IllegalStep, IncidentCase } from './incident-case.ts';
import { illegalStep, isLegal } from './legal-steps.ts';
import { latest } from './step-time.ts';

/** Somebody has looked at the incident and says how urgent it is. */
export function triage(
  incident: IncidentCase,
  urgency: Urgency,
  policy: CategoryPolicy,
  now: Date,
): CaseChange | IllegalStep {
  if (!isLegal('triage', incident.state)) return illegalStep(incident.state);
  const since = latest(incident.stateSince, now);
  return {
    incident: enterState(incident, 'triaged', since, policy, urgency),
    kind: 'triaged',
    happenedAt: now,
    details: { urgency, urgency_before: incident.urgency },
  };
}
