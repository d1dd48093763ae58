import type { IllegalStep } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';

/** What somebody can do about an incident; a merge is a matter of its own. */
export type CourseStep = 'triage' | 'dispatch' | 'progress' | 'resolve' | 'close' | 'reject' | 'reopen';

/**
 * Of `progress` only that somebody comes to the scene: a unit may leave, or be called back, after the incident
 * itself has ended. A step may leave the state as it is: a further responder, another urgency.
 */
const LEGAL: Readonly<Record<IncidentState, readonly CourseStep[]>> = {
  received: ['triage', 'reject'],
  triaged: ['triage', 'dispatch', 'reject'],
  dispatched: ['dispatch', 'progress', 'reject'],
  en_route: ['dispatch', 'progress', 'reject'],
  on_scene: ['dispatch', 'progress', 'resolve', 'reject'],
  resolved: ['close', 'reopen'],
  closed: ['reopen'],
  rejected: ['reopen'],
  duplicate: [],
  reopened: ['triage', 'dispatch', 'reject'],
};

const WORDS: Readonly<Record<CourseStep, string>> = {
  triage: 'triaged',
  dispatch: 'dispatched',
  progress: 'reached by its responders',
  resolve: 'resolved',
  close: 'closed',
  reject: 'rejected',
  reopen: 'reopened',
};

export function isLegal(step: CourseStep, state: IncidentState): boolean {
  return LEGAL[state].includes(step);
}

/** Says where the incident is and what can be done there. */
export function illegalStep(state: IncidentState): IllegalStep {
  const words = LEGAL[state].map((step) => WORDS[step]);
  const legal = words.length === 0 ? 'unmerged' : enumerated(words);
  return { illegal: 'STEP_ILLEGAL', message: `the incident is ${inWords(state)}: it can be ${legal}` };
}

export function inWords(state: IncidentState): string {
  return state.replaceAll('_', ' ');
}

/** "a, b or c" */
export function enumerated(words: readonly string[]): string {
  const [last = '', ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} or ${last}`;
}
