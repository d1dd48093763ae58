import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  CorrectCasualtiesRequest,
  DispatchResponderRequest,
  IncidentCourseServiceService as Course,
  ListIncidentHistoryRequest,
  RecordResponderProgressRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { IncidentCategory, ResponderKind, Urgency } from '@safe-community/contracts/incidents/v1/incident.ts';
import { said } from '../canaries.ts';
import { requireRead, type Walker } from '../walk.ts';
import { report } from './report.ts';

/** A course from triage to its end, with a reason for every step. */
export async function walkCourse(walker: Walker): Promise<void> {
  const { witness } = walker;
  const { incidentId } = await report(walker, IncidentCategory.DOMESTIC_VIOLENCE);
  await resolveCase(walker, incidentId);
  await witness.ask(Course.closeIncident, step(walker, incidentId));
  await witness.ask(Course.reopenIncident, step(walker, incidentId));
  const casualties = { injured: 1, childrenInjured: 1 };
  await witness.ask(
    Course.correctCasualties,
    CorrectCasualtiesRequest.fromPartial({ ...step(walker, incidentId), casualties }),
  );
  await rejectCase(walker, incidentId);
  const asked = ListIncidentHistoryRequest.fromPartial({ incidentId, reason: said('мета') });
  const { entries } = await witness.ask(Course.listIncidentHistory, asked);
  requireRead('the reason of a step', entries.at(-1)?.reason, said('підстава'));
}

export async function rejectCase(walker: Walker, incidentId: string): Promise<void> {
  await walker.witness.ask(Course.rejectIncident, step(walker, incidentId));
}

/** From receipt to the state in which nothing is left to be done. */
export async function resolveCase(walker: Walker, incidentId: string): Promise<void> {
  const { witness } = walker;
  await witness.ask(Course.triageIncident, { ...step(walker, incidentId), urgency: Urgency.HIGH });
  const dispatch = { ...step(walker, incidentId), kind: ResponderKind.POLICE, unit: 'СРПП-1' };
  const { responderId } = await witness.ask(Course.dispatchResponder, DispatchResponderRequest.fromPartial(dispatch));
  for (const progress of [ResponderProgress.EN_ROUTE, ResponderProgress.ON_SCENE]) {
    const request = { ...step(walker, incidentId), responderId, progress };
    await witness.ask(Course.recordResponderProgress, RecordResponderProgressRequest.fromPartial(request));
  }
  await witness.ask(Course.resolveIncident, step(walker, incidentId));
}

function step({ random }: Walker, incidentId: string) {
  return { requestId: random.uuid(), incidentId, expectedVersion: 0, reason: said('підстава') };
}
