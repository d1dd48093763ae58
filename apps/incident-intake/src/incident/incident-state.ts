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

/** States in which something is still to be done. */
export const OPEN_STATES = ['received', 'reopened', 'triaged', 'dispatched', 'en_route', 'on_scene'] as const;

/** Which states a step may lead to; a merge leads to `duplicate` and back and is a matter of its own. */
const NEXT: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  received: ['triaged', 'rejected'],
  triaged: ['dispatched', 'rejected'],
  dispatched: ['en_route', 'on_scene', 'triaged', 'rejected'],
  en_route: ['on_scene', 'triaged', 'rejected'],
  on_scene: ['resolved', 'rejected'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  rejected: ['reopened'],
  duplicate: [],
  reopened: ['triaged', 'dispatched', 'rejected'],
};

/** What leads there needs a reason, which nothing is left to seal under once the personal data was erased. */
const WITH_REASON: readonly IncidentState[] = ['rejected', 'reopened'];

export function legalStates(state: IncidentState, erased: boolean): readonly IncidentState[] {
  return erased ? NEXT[state].filter((next) => !WITH_REASON.includes(next)) : NEXT[state];
}

export function isOpen(state: IncidentState): boolean {
  return (OPEN_STATES as readonly IncidentState[]).includes(state);
}
