import { workHoursRecorded, worksCompleted, worksReferred, worksReturned, type NewEvent } from '@safe-community/events';
import { countedIncident, placeOf, stateNumber, type IncidentCase } from '../incident/module.ts';
import { sanctionNumber } from '../law/module.ts';
import type { ImposedWorks } from '../sanctions/module.ts';
import { returnReasonNumber } from './works.mapping.ts';
import { hoursWorked, type Execution, type RecordedDay } from './works.ts';

/** The fields that every event of works has. */
function worksOf(incident: IncidentCase, { outcomeId, kind }: ImposedWorks, recordedTime: Date) {
  const state = stateNumber(incident.state);
  const counted = { ...countedIncident(incident), receivedTime: incident.receivedAt };
  return { ...counted, outcomeId, works: sanctionNumber(kind), recordedTime, state };
}

export function referredEvent(incident: IncidentCase, works: ImposedWorks, execution: Execution): NewEvent {
  const { referredOn: referredDate, isLate: late, recordedAt } = execution;
  const message = { ...worksOf(incident, works, recordedAt), referredDate, late, hours: works.hours };
  return worksReferred.create(message, placeOf(incident));
}

export function dayEvent(incident: IncidentCase, works: ImposedWorks, recorded: RecordedDay, at: Date): NewEvent {
  const { day, former } = recorded;
  const message = {
    ...worksOf(incident, works, at),
    ...day,
    formerHours: former.hours,
    formerMissedHours: former.missedHours,
  };
  return workHoursRecorded.create(message, placeOf(incident));
}

export function endedEvent(incident: IncidentCase, works: ImposedWorks, execution: Execution, at: Date): NewEvent {
  const { endedOn, returnReason } = execution;
  const message = { ...worksOf(incident, works, at), hours: hoursWorked(execution) };
  if (returnReason === undefined) {
    return worksCompleted.create({ ...message, completedDate: endedOn }, placeOf(incident));
  }
  const returned = { ...message, returnedDate: endedOn, reason: returnReasonNumber(returnReason) };
  return worksReturned.create(returned, placeOf(incident));
}
