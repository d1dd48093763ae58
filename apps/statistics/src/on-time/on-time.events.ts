import type {
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { isUuid } from '@safe-community/domain-kit';
import { incidentRestored, incidentStateChanged, incidentWithdrawn, responderProgressed } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { kyivDay } from '../calendar/module.ts';
import { onState, onSum } from '../counting/module.ts';
import { isSensitive, toCategory, toResponder } from '../incidents/module.ts';
import { toTarget } from './on-time.mapping.ts';
import { elapsedMs, type Timed } from './on-time.ts';
import { addWithdrawals, forgetTimed, saveTimed } from './on-time.store.ts';

/** The first arrival and the last repair count, whatever the order; withdrawn incidents are left out in queries. */
export const ON_TIME_EVENTS: Subscription = {
  producer: 'incidents',
  handlers: [
    onState(responderProgressed, (messages) => saveTimed('arrival', messages.flatMap(arrivalsOf)), { commutes: true }),
    onState(incidentStateChanged, (messages) => saveTimed('repair', messages.flatMap(repairsOf)), { commutes: true }),
    onSum(incidentWithdrawn, (events) => [addWithdrawals(idsOf(events), 1)]),
    onSum(incidentRestored, (events) => [addWithdrawals(idsOf(events), -1)]),
  ],
  forget: forgetTimed,
};

function idsOf(events: readonly { readonly message: { readonly incidentId: string } }[]): string[] {
  return events.map(({ message }) => message.incidentId);
}

function arrivalsOf(message: ResponderProgressed): Timed[] {
  const { progress, kind, dispatchedTime, onSceneTime } = message;
  if (progress !== ResponderProgress.ON_SCENE) return [];
  const timed = timedOf(message, TargetGoal.ARRIVAL, { dispatchedTime, doneTime: onSceneTime });
  return timed.filter(({ target }) => target.service === toResponder(kind));
}

/** The urgency of an incident also changes without a step. No target of repair begins with the dispatch. */
function repairsOf(message: IncidentStateChanged): Timed[] {
  const { formerState, state, changedTime } = message;
  if (state !== IncidentState.RESOLVED || formerState === state) return [];
  return timedOf(message, TargetGoal.REPAIR, { dispatchedTime: undefined, doneTime: changedTime });
}

/** Events of sensitive categories name no target, nor do those of earlier versions. */
function timedOf(
  message: ResponderProgressed | IncidentStateChanged,
  goal: TargetGoal,
  times: { readonly dispatchedTime: Date | undefined; readonly doneTime: Date | undefined },
): Timed[] {
  const category = toCategory(message.category);
  if (category !== undefined && isSensitive(category)) return [];
  const { incidentId, receivedTime, hromadaCode, oblastCode, demonstration, countedBy } = message;
  if (receivedTime === undefined || !isUuid(incidentId)) return [];
  const day = kyivDay(receivedTime);
  const own = (countedBy?.targets ?? []).filter((target) => target.goal === goal);
  return own.flatMap((applied) => {
    const target = toTarget(applied);
    const milliseconds = target && elapsedMs(target.clock, { receivedTime, ...times });
    if (target === undefined || milliseconds === undefined) return [];
    return [{ incidentId, day, hromadaCode, oblastCode, demonstration, milliseconds, target }];
  });
}
