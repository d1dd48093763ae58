import { WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { incidentRestored, incidentStateChanged, incidentWithdrawn, type NewEvent } from '@safe-community/events';
import type { IncidentCase } from './incident-case.ts';
import type { IncidentState } from './incident-state.ts';
import { stateNumber, urgencyNumber } from './contract-enums.mapping.ts';
import { incidentOf, placeOf } from './incident-of-event.app.ts';
import { routedEvent } from './routed.events.ts';

/** Incidents in these states count in no statistics. */
const WITHDRAWN: Partial<Record<IncidentState, WithdrawalCause>> = {
  rejected: WithdrawalCause.FALSE_CALL,
  duplicate: WithdrawalCause.DUPLICATE,
};

/** What every change of the state, the urgency or the officer tells others. */
export function factsOfChange(before: IncidentCase, after: IncidentCase, changedTime: Date): NewEvent[] {
  return [...factsOfState(before, after, changedTime), ...factsOfOfficer(before, after, changedTime)];
}

function factsOfState(before: IncidentCase, after: IncidentCase, changedTime: Date): NewEvent[] {
  if (before.state === after.state && before.urgency === after.urgency) return [];
  const changed = incidentStateChanged.create(
    {
      ...incidentOf(after),
      formerState: stateNumber(before.state),
      state: stateNumber(after.state),
      urgency: urgencyNumber(after.urgency),
      version: after.version,
      changedTime,
    },
    placeOf(after),
  );
  return [changed, ...factsOfCounting(before, after, changedTime)];
}

/** What was ended while somebody else came to its beat is found to be so when it is open again. */
function factsOfOfficer(before: IncidentCase, after: IncidentCase, changedTime: Date): NewEvent[] {
  const { responsibleOfficerId: formerOfficerId } = before;
  if (formerOfficerId === after.responsibleOfficerId) return [];
  return [routedEvent({ ...after, formerOfficerId, cause: 'beat_changed' }, changedTime)];
}

/** Whether it counts in statistics has changed. */
function factsOfCounting(before: IncidentCase, after: IncidentCase, changedTime: Date): NewEvent[] {
  const { casualties, receivedAt: receivedTime, onSceneAt: onSceneTime } = after;
  const counted = { ...incidentOf(after), casualties, receivedTime, onSceneTime, state: stateNumber(after.state) };
  const [was, is] = [WITHDRAWN[before.state], WITHDRAWN[after.state]];
  if (is !== undefined && was === undefined) {
    const primaryIncidentId = after.mergedInto ?? '';
    const message = { ...counted, cause: is, primaryIncidentId, withdrawnTime: changedTime };
    return [incidentWithdrawn.create(message, placeOf(after))];
  }
  if (was !== undefined && is === undefined) {
    const message = { ...counted, cause: was, restoredTime: changedTime };
    return [incidentRestored.create(message, placeOf(after))];
  }
  return [];
}
