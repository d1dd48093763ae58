import { preconditionFailed, type Refusal } from '@safe-community/domain-kit';

/** The states of an incident, in the order in which they usually follow. */
export const INCIDENT_STATES = [
  'received',
  'triaged',
  'dispatched',
  'en_route',
  'on_scene',
  'resolved',
  'closed',
  'rejected',
  'duplicate',
  'reopened',
] as const;

export type IncidentState = (typeof INCIDENT_STATES)[number];

/** States in which work remains. */
export const OPEN_STATES = ['received', 'reopened', 'triaged', 'dispatched', 'en_route', 'on_scene'] as const;

/** The actions on an incident. A merge leads to `duplicate` and back and has rules of its own. */
export type IncidentStep = 'triage' | 'dispatch' | 'progress' | 'resolve' | 'close' | 'reject' | 'reopen';

/**
 * The steps that each state allows, and the states that they may lead to: the same one for a further responder or
 * another urgency. `progress` means that a responder reaches the scene; one may leave or be called back after the
 * incident has ended (`recordProgress`).
 */
const STEPS: Readonly<Record<IncidentState, Partial<Record<IncidentStep, readonly IncidentState[]>>>> = {
  received: { triage: ['triaged'], reject: ['rejected'] },
  triaged: { triage: ['triaged'], dispatch: ['dispatched'], reject: ['rejected'] },
  dispatched: { dispatch: ['dispatched'], progress: ['en_route', 'on_scene', 'triaged'], reject: ['rejected'] },
  en_route: { dispatch: ['en_route'], progress: ['on_scene', 'triaged'], reject: ['rejected'] },
  on_scene: { dispatch: ['on_scene'], progress: ['on_scene'], resolve: ['resolved'], reject: ['rejected'] },
  resolved: { close: ['closed'], reopen: ['reopened'] },
  closed: { reopen: ['reopened'] },
  rejected: { reopen: ['reopened'] },
  duplicate: {},
  reopened: { triage: ['triaged'], dispatch: ['dispatched'], reject: ['rejected'] },
};

/** Steps into these states need a reason, which cannot be encrypted once the key of the case is erased. */
const WITH_REASON: readonly IncidentState[] = ['rejected', 'reopened'];

export function isLegal(step: IncidentStep, state: IncidentState): boolean {
  return STEPS[state][step] !== undefined;
}

/** The other states that a step may lead to. */
export function legalStates(state: IncidentState, erased: boolean): readonly IncidentState[] {
  const next = [...new Set(Object.values(STEPS[state]).flat())].filter((other) => other !== state);
  return erased ? next.filter((other) => !WITH_REASON.includes(other)) : next;
}

export function isOpen(state: IncidentState): boolean {
  return (OPEN_STATES as readonly IncidentState[]).includes(state);
}

const WORDS: Readonly<Record<IncidentStep, string>> = {
  triage: 'triaged',
  dispatch: 'dispatched',
  progress: 'reached by its responders',
  resolve: 'resolved',
  close: 'closed',
  reject: 'rejected',
  reopen: 'reopened',
};

/** Names the state and the steps that it allows. */
export function illegalStep(state: IncidentState): Refusal {
  const words = (Object.keys(STEPS[state]) as IncidentStep[]).map((step) => WORDS[step]);
  const legal = words.length === 0 ? 'unmerged' : enumerated(words);
  return preconditionFailed('STEP_ILLEGAL', `the incident is ${inWords(state)}: it can be ${legal}`);
}

export function inWords(state: IncidentState): string {
  return state.replaceAll('_', ' ');
}

/** "a, b or c" */
export function enumerated(words: readonly string[]): string {
  const [last = '', ...before] = words.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} or ${last}`;
}
