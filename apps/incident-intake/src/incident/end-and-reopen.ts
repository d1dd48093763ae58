import type { CategoryPolicy } from '../catalogue/module.ts';
import { answeredBy } from './answered-by.ts';
import { enterState } from './enter-state.ts';
import type { CaseChange, IllegalStep, IncidentCase } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';
import { illegalStep, isLegal, type CourseStep } from './legal-steps.ts';
import { latest } from './step-time.ts';

/** A step that tells nothing but that it was taken. */
export type PlainStep = (incident: IncidentCase, policy: CategoryPolicy, now: Date) => CaseChange | IllegalStep;

/** Nothing is left to be done at the scene. */
export const resolve = plainStep('resolve', 'resolved');

/** All is done; from now on its retention counts. */
export const close = plainStep('close', 'closed');

/** It was a false call. */
export const reject = plainStep('reject', 'rejected');

/** It was ended, and is open again, with the officer who answers for its place now; empty when nobody does. */
export function reopen(
  incident: IncidentCase,
  officerId: string,
  policy: CategoryPolicy,
  now: Date,
): CaseChange | IllegalStep {
  return answeredBy(again(incident, policy, now), officerId);
}

const again = plainStep('reopen', 'reopened');

function plainStep(step: CourseStep, state: IncidentState): PlainStep {
  return (incident, policy, now) => {
    if (!isLegal(step, incident.state)) return illegalStep(incident.state);
    const since = latest(incident.stateSince, now);
    return { incident: enterState(incident, state, since, policy), kind: state, happenedAt: now, details: {} };
  };
}
