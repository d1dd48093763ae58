import { CorrectCasualtiesResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { casualtiesCorrected, type NewEvent } from '@safe-community/events';
import { correctCasualties as corrected, type Correction } from '../incident/correct-casualties.ts';
import type { CaseChange, IncidentCase } from '../incident/incident-case.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { accept } from '../incident/accept.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { incidentOf, placeOf } from '../incident/incident-of-event.app.ts';
import { standingOf } from '../incident/standing.app.ts';

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
