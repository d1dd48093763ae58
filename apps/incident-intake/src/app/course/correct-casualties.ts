import { CorrectCasualtiesResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { casualtiesCorrected, type NewEvent } from '@safe-community/events';
import { correctCasualties as corrected, type Correction } from '../../domain/course/correct-casualties.ts';
import type { CaseChange, IncidentCase } from '../../domain/course/incident-case.ts';
import type { CasePorts } from '../case-ports.ts';
import { stateNumber } from '../contract-enums.ts';
import { accept } from './accept.ts';
import { changeIncident, type StepOrder } from './change-incident.ts';
import { incidentOf, placeOf } from './incident-of-event.ts';
import { standingOf } from './standing.ts';

/** Puts better counts in the place of those told before; statistics follow by the event. */
export function correctCasualties(
  ports: CasePorts,
  order: StepOrder,
  correction: Correction,
): Promise<CorrectCasualtiesResponse> {
  return changeIncident(ports, order, CorrectCasualtiesResponse, async ({ incident, now, save }) => {
    const change = accept(corrected(incident, correction, now));
    const saved = await save(change, [factOfCorrection(incident, change)]);
    return { standing: standingOf(saved, now) };
  });
}

function factOfCorrection(before: IncidentCase, { incident: after, happenedAt }: CaseChange): NewEvent {
  const message = {
    ...incidentOf(after),
    formerCasualties: before.casualties,
    casualties: after.casualties,
    receivedTime: after.receivedAt,
    correctedTime: happenedAt,
    state: stateNumber(after.state),
  };
  return casualtiesCorrected.create(message, placeOf(after));
}
