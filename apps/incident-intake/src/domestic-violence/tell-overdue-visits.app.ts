import { followUpVisitOverdue, type NewEvent } from '@safe-community/events';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { incidentOf, placeOf } from '../incident/incident.events.ts';
import type { OverdueVisit, ViolencePorts } from './violence-ports.app.ts';

/** Told by one transaction. */
const PORTION = 100;

/** Tells of visits that were due and are not done, of each once; resolves to how many those were. */
export function tellOverdueVisits({
  violence,
  unitOfWork,
  origin,
}: Pick<ViolencePorts, 'violence' | 'unitOfWork' | 'origin'>): Promise<number> {
  return unitOfWork.record(async (em) => {
    const overdue = await violence.takeOverdue(em, origin.now(), PORTION);
    return {
      result: overdue.length,
      events: overdue.map((visit) => ({ ...toFact(visit), synthetic: visit.synthetic })),
    };
  });
}

function toFact(visit: OverdueVisit): NewEvent {
  const { visitId, dueAt: dueTime, state } = visit;
  const message = { ...incidentOf(visit), visitId, dueTime, state: stateNumber(state) };
  return followUpVisitOverdue.create(message, placeOf(visit));
}
