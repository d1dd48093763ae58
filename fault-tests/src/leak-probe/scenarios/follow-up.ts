import {
  DuplicateServiceService as Duplicates,
  SuggestDuplicatesRequest,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { IncidentIntakeServiceService as Intake } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { ReporterServiceService as Reporters } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { resolveCase } from './lifecycle.ts';
import { report } from './report.ts';

const { DOMESTIC_VIOLENCE } = IncidentCategory;

/** Follow-ups by reporters, and duplicates. */
export async function runFollowUpScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  const { incidentId, trackingToken } = await report(context, DOMESTIC_VIOLENCE);
  await probe.ask(Reporters.getReportStatus, { trackingToken });
  await probe.ask(Reporters.addToReport, { requestId: random.uuid(), trackingToken, text: said('доповнення') });
  const { incident } = await probe.ask(Intake.getIncident, { incidentId, reason: said('мета') });
  requireRead('what a reporter added', incident?.additions[0]?.text, said('доповнення'));
  await mergeWith(context, incidentId);
  await resolveCase(context, incidentId);
  const reason = said('не полагоджено');
  await probe.ask(Reporters.reopenReport, { requestId: random.uuid(), trackingToken, reason });
  await resolveCase(context, incidentId);
  await probe.ask(Reporters.confirmFixed, { requestId: random.uuid(), trackingToken });
}

async function mergeWith(context: ProbeContext, primaryIncidentId: string): Promise<void> {
  const { probe, random } = context;
  const { incidentId } = await report(context, DOMESTIC_VIOLENCE);
  const asked = SuggestDuplicatesRequest.fromPartial({ incidentId, reason: said('мета') });
  await probe.ask(Duplicates.suggestDuplicates, asked);
  const step = () => ({ requestId: random.uuid(), expectedVersion: 0, reason: said('те саме') });
  await probe.ask(Duplicates.mergeIncidents, { ...step(), duplicateIncidentId: incidentId, primaryIncidentId });
  await probe.ask(Duplicates.unmergeIncident, { ...step(), incidentId });
}
