import type {
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { TargetGoal } from '@safe-community/contracts/incidents/v1/response_target.ts';
import { isUuid } from '@safe-community/domain-kit';
import { incidentRestored, incidentStateChanged, incidentWithdrawn, responderProgressed } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { kyivDay } from '../calendar/module.ts';
import { onState, onSum } from '../counting/module.ts';
import { isSensitive, toCategory } from '../incidents/module.ts';
import { toTarget } from './on-time.mapping.ts';
import { elapsedMs, type Arrival } from './on-time.ts';
import { addWithdrawals, forgetArrivals, saveArrivals } from './on-time.store.ts';
import { forgetRepairTargets, saveRepairTargets, type RepairTarget } from './repair-targets.store.ts';

/** The first arrival counts, whatever the order; withdrawn incidents are left out when arrivals are counted. */
export const ON_TIME_EVENTS: Subscription = {
  producer: 'incidents',
  handlers: [
    onState(responderProgressed, (messages) => saveArrivals(messages.flatMap(arrivalsOf)), { commutes: true }),
    onState(incidentStateChanged, (messages) => saveRepairTargets(messages.flatMap(repairTargetsOf)), {
      commutes: true,
    }),
    onSum(incidentWithdrawn, (events) => [addWithdrawals(idsOf(events), 1)]),
    onSum(incidentRestored, (events) => [addWithdrawals(idsOf(events), -1)]),
  ],
  async forget(tx) {
    await forgetArrivals(tx);
    await forgetRepairTargets(tx);
  },
};

/** What is promised of a repair. A repeated target changes nothing. */
function repairTargetsOf({ countedBy, hromadaCode }: IncidentStateChanged): RepairTarget[] {
  const repairs = (countedBy?.targets ?? []).filter(({ goal }) => goal === TargetGoal.REPAIR);
  return repairs.flatMap((applied) => {
    const target = toTarget(applied);
    return target === undefined ? [] : [{ ...target, hromadaCode: target.ownPromise ? hromadaCode : '' }];
  });
}

function idsOf(events: readonly { readonly message: { readonly incidentId: string } }[]): string[] {
  return events.map(({ message }) => message.incidentId);
}

/** Events of sensitive categories name no target, nor do those of earlier versions. */
function arrivalsOf(message: ResponderProgressed): Arrival[] {
  const category = toCategory(message.category);
  if (category !== undefined && isSensitive(category)) return [];
  const { incidentId, progress, kind, receivedTime, hromadaCode, oblastCode, demonstration, countedBy } = message;
  if (progress !== ResponderProgress.ON_SCENE || receivedTime === undefined || !isUuid(incidentId)) return [];
  const own = (countedBy?.targets ?? []).filter(({ service, goal }) => service === kind && goal === TargetGoal.ARRIVAL);
  const day = kyivDay(receivedTime);
  return own.flatMap((applied) => {
    const target = toTarget(applied);
    const milliseconds = target && elapsedMs(target.clock, message);
    if (target === undefined || milliseconds === undefined) return [];
    return [{ incidentId, day, hromadaCode, oblastCode, demonstration, milliseconds, target }];
  });
}
