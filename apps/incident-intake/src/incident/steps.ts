import { isRefused, latest, type Decision } from '@safe-community/domain-kit';
import type { CategoryPolicy, ExpectedTimes, Urgency } from '../catalogue/module.ts';
import type { TargetGoal } from '../targets/module.ts';
import type { CaseChange, IncidentCase } from './incident-case.ts';
import { illegalStep, isLegal, isOpen, type IncidentState, type IncidentStep } from './states.ts';
import { targetTime } from './target-time.ts';

/** Records how urgent the incident is, after a person has looked at it. */
export function triage(
  incident: IncidentCase,
  urgency: Urgency,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  if (!isLegal('triage', incident.state)) return illegalStep(incident.state);
  const since = latest(incident.stateSince, now);
  return {
    incident: enterState(incident, 'triaged', since, policy, urgency),
    kind: 'triaged',
    happenedAt: now,
    details: { urgency, urgency_before: incident.urgency },
  };
}

/** A step without further data. */
export type PlainStep = (incident: IncidentCase, policy: CategoryPolicy, now: Date) => Decision<CaseChange>;

/** Nothing is left to be done at the scene. */
export const resolve = plainStep('resolve', 'resolved');

/** All is done; its retention counts from now on. */
export const close = plainStep('close', 'closed');

/** It was a false call, or a test, and then the history says so. */
export function reject(
  incident: IncidentCase,
  isTest: boolean,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  const rejected = endInRejection(incident, policy, now);
  if (!isTest || isRefused(rejected)) return rejected;
  return { ...rejected, incident: { ...rejected.incident, isTest }, details: { test: 'true' } };
}

const endInRejection = plainStep('reject', 'rejected');

/**
 * Reopens an incident that had ended, with the officer who is responsible for its place now; empty if nobody is. It is a
 * test only if it was reported as one.
 */
export function reopen(
  incident: IncidentCase,
  officerId: string,
  policy: CategoryPolicy,
  now: Date,
): Decision<CaseChange> {
  const reopened = openAgain({ ...incident, isTest: incident.reportedAsTest }, policy, now);
  return isRefused(reopened) ? reopened : giveTo(reopened, officerId);
}

const openAgain = plainStep('reopen', 'reopened');

function plainStep(step: IncidentStep, state: IncidentState): PlainStep {
  return (incident, policy, now) => {
    if (!isLegal(step, incident.state)) return illegalStep(incident.state);
    const since = latest(incident.stateSince, now);
    return { incident: enterState(incident, state, since, policy), kind: state, happenedAt: now, details: {} };
  };
}

/**
 * Reopening assigns the incident to the officer who is responsible for its place now, because routing ignores incidents
 * that have ended.
 */
export function giveTo(change: CaseChange, officerId: string): CaseChange {
  const { incident, details } = change;
  const { responsibleOfficerId: former, state } = incident;
  if (officerId === former || !isOpen(state)) return change;
  return {
    ...change,
    incident: { ...incident, responsibleOfficerId: officerId },
    details: { ...details, from: former, to: officerId },
  };
}

const DAY_MS = 24 * 3_600_000;

/** The expected time that runs in a state; none if nothing is expected. */
const WAITS_FOR: Partial<Record<IncidentState, keyof ExpectedTimes>> = {
  received: 'toTriage',
  reopened: 'toTriage',
  triaged: 'toDispatch',
  dispatched: 'toScene',
  en_route: 'toScene',
  on_scene: 'toResolution',
};

const ENDED: ReadonlySet<IncidentState> = new Set(['closed', 'rejected', 'duplicate']);

/** When the next step of an incident is expected. */
export function dueTime(policy: CategoryPolicy, incident: Timed): Date | undefined {
  const { state, stateSince, urgency } = incident;
  const waitsFor = WAITS_FOR[state];
  if (waitsFor === undefined) return undefined;
  const usual = new Date(stateSince.getTime() + policy.expected[urgency][waitsFor]);
  const arrival = state === 'on_scene' ? undefined : timeAhead(incident, 'arrival');
  const repair = timeAhead(incident, 'repair');
  // A target of arrival replaces the working value of the catalogue; a repair may be due sooner by its urgency.
  const ofStep = waitsFor === 'toScene' && arrival !== undefined ? arrival : usual;
  return [arrival, repair].reduce<Date>((first, time) => (time !== undefined && time < first ? time : first), ofStep);
}

type Timed = Pick<IncidentCase, 'state' | 'stateSince' | 'urgency' | 'receivedAt' | 'targets' | 'responders'>;

/** The time of a target that had not passed when the state was reached. A missed one is escalated once. */
function timeAhead({ stateSince, receivedAt, targets, responders }: Timed, goal: TargetGoal): Date | undefined {
  const [dispatchedAt] = responders
    .map((responder) => responder.dispatchedAt)
    .toSorted((a, b) => Number(a) - Number(b));
  const time = targetTime(targets, goal, { receivedAt, dispatchedAt });
  return time !== undefined && time > stateSince ? time : undefined;
}

/** When the personal data of an incident that ended at that time is due to be erased. */
export function eraseTime({ retentionDays }: CategoryPolicy, endedAt: Date): Date {
  return new Date(endedAt.getTime() + retentionDays * DAY_MS);
}

/**
 * The incident in another state, or in the same one with another urgency. The policy determines the next expected time,
 * and when its personal data is erased.
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
 * An escalation has set a new time, or found nobody left to notify. Counted from the state, that time would already
 * have passed, and a further responder would trigger the next level at once.
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
