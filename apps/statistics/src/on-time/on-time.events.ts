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
import { onState, onSum, type Known } from '../counting/module.ts';
import { isSensitive, toCategory, toResponder } from '../incidents/module.ts';
import { addExpected } from './expected-targets.store.ts';
import { toTarget } from './on-time.mapping.ts';
import { elapsedMs, type ExpectedCount, type Goal, type Target, type Timed } from './on-time.ts';
import { addWithdrawals, saveTimed } from './on-time.store.ts';

/** The first arrival and the last repair count, whatever the order; withdrawn incidents are left out in queries. */
export const ON_TIME_EVENTS: Subscription = {
  producer: 'incidents',
  handlers: [
    onState(responderProgressed, (messages) => saveTimed('arrival', messages.flatMap(arrivalsOf)), { commutes: true }),
    onState(incidentStateChanged, (messages) => saveTimed('repair', messages.flatMap(repairsOf)), { commutes: true }),
    onSum(incidentReported, (events) => addExpected(expectedBy(events, 1))),
    onSum(incidentWithdrawn, (events) => [addWithdrawals(idsOf(events), 1), ...addExpected(expectedBy(events, -1))]),
    onSum(incidentRestored, (events) => [addWithdrawals(idsOf(events), -1), ...addExpected(expectedBy(events, 1))]),
  ],
};

/** Each incident expects what its targets name, whether somebody comes or not. */
function expectedBy(events: readonly Known<TargetedMessage>[], by: 1 | -1): ExpectedCount[] {
  return events.flatMap(({ message }) => {
    const { receivedTime, hromadaCode, oblastCode, demonstration } = message;
    if (receivedTime === undefined) return [];
    const counted = { day: kyivDay(receivedTime), hromadaCode, oblastCode, demonstration, incidents: by };
    return targetsIn(message).map((target) => ({ ...counted, target }));
  });
}

function idsOf(events: readonly { readonly message: { readonly incidentId: string } }[]): string[] {
  return events.map(({ message }) => message.incidentId);
}

function arrivalsOf(message: ResponderProgressed): Timed[] {
  const { progress, kind, dispatchedTime, onSceneTime } = message;
  if (progress !== ResponderProgress.ON_SCENE) return [];
  const timed = timedOf(message, 'arrival', { dispatchedTime, doneTime: onSceneTime });
  return timed.filter(({ target }) => target.service === toResponder(kind));
}

/** The urgency of an incident also changes without a step. No target of repair begins with the dispatch. */
function repairsOf(message: IncidentStateChanged): Timed[] {
  const { formerState, state, changedTime } = message;
  if (state !== IncidentState.RESOLVED || formerState === state) return [];
  return timedOf(message, 'repair', { dispatchedTime: undefined, doneTime: changedTime });
}

function timedOf(
  message: ResponderProgressed | IncidentStateChanged,
  goal: Goal,
  times: { readonly dispatchedTime: Date | undefined; readonly doneTime: Date | undefined },
): Timed[] {
  const { incidentId, receivedTime, hromadaCode, oblastCode, demonstration } = message;
  if (receivedTime === undefined || !isUuid(incidentId)) return [];
  const day = kyivDay(receivedTime);
  const own = targetsIn(message).filter((target) => target.goal === goal);
  return own.flatMap((target) => {
    const milliseconds = elapsedMs(target.clock, { receivedTime, ...times });
    if (milliseconds === undefined) return [];
    return [{ incidentId, day, hromadaCode, oblastCode, demonstration, milliseconds, target }];
  });
}

type TargetedMessage = Pick<
  IncidentReported,
  'category' | 'receivedTime' | 'hromadaCode' | 'oblastCode' | 'demonstration' | 'countedBy'
>;

/** Events of sensitive categories name no target, nor do those of earlier versions. */
function targetsIn({ category: number, countedBy }: Pick<TargetedMessage, 'category' | 'countedBy'>): Target[] {
  const category = toCategory(number);
  if (category !== undefined && isSensitive(category)) return [];
  return (countedBy?.targets ?? []).flatMap((applied) => toTarget(applied) ?? []);
}
