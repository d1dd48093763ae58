import type {
  IncidentReported,
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { isUuid } from '@safe-community/domain-kit';
import {
  incidentReported,
  incidentRestored,
  incidentStateChanged,
  incidentWithdrawn,
  responderProgressed,
} from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { kyivDay } from '../calendar/module.ts';
import { onSum, type Known } from '../counting/module.ts';
import { isSensitive, knownAfter, reaches, toCategory, toResponder } from '../incidents/module.ts';
import { addExpected } from './expected-targets.store.ts';
import { toTarget } from './on-time.mapping.ts';
import { elapsedMs, type ExpectedCount, type Goal, type Target, type Timed } from './on-time.ts';
import { addWithdrawals } from './former-times.store.ts';
import { saveTimed } from './on-time.store.ts';

/** The first arrival and the last repair count, whatever the order; withdrawn incidents are left out in queries. */
export const ON_TIME_EVENTS: Subscription = {
  producer: 'incidents',
  handlers: [
    onSum(responderProgressed, (events) => saveTimed('arrival', events.flatMap(arrivalsOf))),
    onSum(incidentStateChanged, (events) => saveTimed('repair', events.flatMap(repairsOf))),
    onSum(incidentReported, (events) => addExpected(expectedBy(events, 1))),
    onSum(incidentWithdrawn, (events) => [
      ...addWithdrawals(withdrawalsOf(events), 1),
      ...addExpected(expectedBy(events, -1)),
    ]),
    onSum(incidentRestored, (events) => [
      ...addWithdrawals(withdrawalsOf(events), -1),
      ...addExpected(expectedBy(events, 1)),
    ]),
  ],
};

/** Each incident expects what its targets name, whether somebody comes or not. */
function expectedBy(events: readonly Known<TargetedMessage>[], by: 1 | -1): ExpectedCount[] {
  return events.flatMap(({ message, knownOn }) => {
    const { receivedTime } = message;
    if (receivedTime === undefined) return [];
    const day = kyivDay(receivedTime);
    const counted = { day, knownOn: knownAfter(day, knownOn), ...placeOf(message), incidents: by };
    return targetsIn(message).map((target) => ({ ...counted, target }));
  });
}

function withdrawalsOf(events: readonly Known<{ readonly incidentId: string }>[]) {
  return events.map(({ message: { incidentId }, knownOn }) => ({ incidentId, knownOn }));
}

function arrivalsOf(event: Known<ResponderProgressed>): Timed[] {
  const { progress, kind, dispatchedTime, onSceneTime } = event.message;
  if (progress !== ResponderProgress.ON_SCENE) return [];
  const timed = timedOf(event, 'arrival', { dispatchedTime, doneTime: onSceneTime });
  return timed.filter(({ target }) => target.service === toResponder(kind));
}

/** The urgency of an incident also changes without a step. No target of repair begins with the dispatch. */
function repairsOf(event: Known<IncidentStateChanged>): Timed[] {
  const { formerState, state, changedTime } = event.message;
  if (state !== IncidentState.RESOLVED || formerState === state) return [];
  return timedOf(event, 'repair', { dispatchedTime: undefined, doneTime: changedTime });
}

function timedOf(
  { message, knownOn }: Known<ResponderProgressed | IncidentStateChanged>,
  goal: Goal,
  times: { readonly dispatchedTime: Date | undefined; readonly doneTime: Date | undefined },
): Timed[] {
  const { incidentId, receivedTime } = message;
  if (receivedTime === undefined || !isUuid(incidentId)) return [];
  const day = kyivDay(receivedTime);
  const own = targetsIn(message).filter((target) => target.goal === goal);
  return own.flatMap((target) => {
    const milliseconds = elapsedMs(target.clock, { receivedTime, ...times });
    if (milliseconds === undefined) return [];
    const known = knownAfter(day, knownOn);
    return [{ incidentId, day, knownOn: known, ...placeOf(message), milliseconds, target }];
  });
}

type TargetedMessage = Pick<IncidentReported, 'category' | 'receivedTime' | 'hromadaCode' | 'oblastCode' | 'countedBy'>;

/** What is not published of hromadas counts in its oblast and in none of its hromadas. */
function placeOf({ category: number, hromadaCode, oblastCode }: Omit<TargetedMessage, 'receivedTime' | 'countedBy'>) {
  const category = toCategory(number);
  const isOfHromada = category === undefined || reaches(category, 'incidents', 'hromada');
  return { hromadaCode: isOfHromada ? hromadaCode : '', oblastCode };
}

/** Events of sensitive categories name no target, nor do those of earlier versions. */
function targetsIn({ category: number, countedBy }: Pick<TargetedMessage, 'category' | 'countedBy'>): Target[] {
  const category = toCategory(number);
  if (category !== undefined && isSensitive(category)) return [];
  return (countedBy?.targets ?? []).flatMap((applied) => toTarget(applied) ?? []);
}
