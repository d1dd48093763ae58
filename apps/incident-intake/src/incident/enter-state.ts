import type { CategoryPolicy, ExpectedTimes, Urgency } from '../catalogue/module.ts';
import type { IncidentCase } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';

const DAY_MS = 24 * 3_600_000;

/** Which expected time runs in a state; none runs where nothing is waited for. */
const WAITS_FOR: Partial<Record<IncidentState, keyof ExpectedTimes>> = {
  received: 'toTriage',
  reopened: 'toTriage',
  triaged: 'toDispatch',
  dispatched: 'toScene',
  en_route: 'toScene',
  on_scene: 'toResolution',
};

const ENDED: ReadonlySet<IncidentState> = new Set(['closed', 'rejected', 'duplicate']);

/** When the next step is expected of an incident that is in its state since then. */
export function dueTime(
  policy: CategoryPolicy,
  { state, stateSince, urgency }: Pick<IncidentCase, 'state' | 'stateSince' | 'urgency'>,
): Date | undefined {
  const waitsFor = WAITS_FOR[state];
  return waitsFor && new Date(stateSince.getTime() + policy.expected[urgency][waitsFor]);
}

/** When personal data is to be erased of what ended at that time. */
export function eraseTime({ retentionDays }: CategoryPolicy, endedAt: Date): Date {
  return new Date(endedAt.getTime() + retentionDays * DAY_MS);
}

/**
 * The incident in another state (or the same, perhaps with another urgency): what is expected next, and when its
 * personal data is to be erased, follow from the policy.
 */
export function enterState(
  incident: IncidentCase,
  state: IncidentState,
  at: Date,
  policy: CategoryPolicy,
  urgency = incident.urgency,
): IncidentCase {
  const moved: IncidentCase =
    state === incident.state
      ? { ...incident, urgency }
      : { ...incident, urgency, state, stateSince: at, escalationLevel: 0 };
  return {
    ...moved,
    dueAt: moved.escalationLevel === 0 ? dueTime(policy, moved) : dueOfEscalated(incident, urgency, at, policy),
    eraseAt: ENDED.has(state) ? eraseTime(policy, moved.stateSince) : undefined,
  };
}

/**
 * An escalation has given the time anew, or found that nobody is left to be told. Counted from the state it would have
 * passed already: a further responder would make the next level be told at once.
 */
function dueOfEscalated(
  { dueAt, ...incident }: IncidentCase,
  urgency: Urgency,
  at: Date,
  policy: CategoryPolicy,
): Date | undefined {
  if (dueAt === undefined || urgency === incident.urgency) return dueAt;
  return dueTime(policy, { ...incident, urgency, stateSince: at });
}
