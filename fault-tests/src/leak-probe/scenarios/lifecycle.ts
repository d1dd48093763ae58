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
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { report } from './report.ts';

/** The lifecycle from triage to closure, with a reason for every step. */
export async function runLifecycleScenario(context: ProbeContext): Promise<void> {
  const { probe } = context;
  const { incidentId } = await report(context, IncidentCategory.DOMESTIC_VIOLENCE);
  await resolveCase(context, incidentId);
  await probe.ask(Course.closeIncident, step(context, incidentId));
  await probe.ask(Course.reopenIncident, step(context, incidentId));
  const casualties = { injured: 1, childrenInjured: 1 };
  await probe.ask(
    Course.correctCasualties,
    CorrectCasualtiesRequest.fromPartial({ ...step(context, incidentId), casualties }),
  );
  await rejectCase(context, incidentId);
  const asked = ListIncidentHistoryRequest.fromPartial({ incidentId, reason: said('мета') });
  const { entries } = await probe.ask(Course.listIncidentHistory, asked);
  requireRead('the reason of a step', entries.at(-1)?.reason, said('підстава'));
}

export async function rejectCase(context: ProbeContext, incidentId: string): Promise<void> {
  await context.probe.ask(Course.rejectIncident, { ...step(context, incidentId), test: false });
}

/** From receipt to a resolved case. */
export async function resolveCase(context: ProbeContext, incidentId: string): Promise<void> {
  const { probe } = context;
  const responderId = await sendResponder(context, incidentId);
  for (const progress of [ResponderProgress.EN_ROUTE, ResponderProgress.ON_SCENE]) {
    const request = { ...step(context, incidentId), responderId, progress };
    await probe.ask(Course.recordResponderProgress, RecordResponderProgressRequest.fromPartial(request));
  }
  await probe.ask(Course.resolveIncident, step(context, incidentId));
}

/** From receipt to a dispatched responder. */
export async function sendResponder(context: ProbeContext, incidentId: string): Promise<string> {
  const { probe } = context;
  await probe.ask(Course.triageIncident, { ...step(context, incidentId), urgency: Urgency.HIGH });
  const dispatch = { ...step(context, incidentId), kind: ResponderKind.POLICE, unit: 'СРПП-1' };
  const sent = await probe.ask(Course.dispatchResponder, DispatchResponderRequest.fromPartial(dispatch));
  return sent.responderId;
}

function step({ random }: ProbeContext, incidentId: string) {
  return { requestId: random.uuid(), incidentId, expectedVersion: 0, reason: said('підстава') };
}
