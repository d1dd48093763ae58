import {
  DuplicateServiceService as Duplicates,
  SuggestDuplicatesRequest,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { IncidentIntakeServiceService as Intake } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { ReporterServiceService as Reporters } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { said } from '../canaries.ts';
import { requireRead, type Walker } from '../walk.ts';
import { resolveCase } from './course.ts';
import { report } from './report.ts';

const { DOMESTIC_VIOLENCE } = IncidentCategory;

/** What reporters do later, and what is done about two reports of one thing. */
export async function walkFollowUp(walker: Walker): Promise<void> {
  const { witness, random } = walker;
  const { incidentId, trackingToken } = await report(walker, DOMESTIC_VIOLENCE);
  await witness.ask(Reporters.getReportStatus, { trackingToken });
  await witness.ask(Reporters.addToReport, { requestId: random.uuid(), trackingToken, text: said('доповнення') });
  const { incident } = await witness.ask(Intake.getIncident, { incidentId, reason: said('мета') });
  requireRead('what a reporter added', incident?.additions[0]?.text, said('доповнення'));
  await mergeWith(walker, incidentId);
  await resolveCase(walker, incidentId);
  const reason = said('не полагоджено');
  await witness.ask(Reporters.reopenReport, { requestId: random.uuid(), trackingToken, reason });
  await resolveCase(walker, incidentId);
  await witness.ask(Reporters.confirmFixed, { requestId: random.uuid(), trackingToken });
}

async function mergeWith(walker: Walker, primaryIncidentId: string): Promise<void> {
  const { witness, random } = walker;
  const { incidentId } = await report(walker, DOMESTIC_VIOLENCE);
  const asked = SuggestDuplicatesRequest.fromPartial({ incidentId, reason: said('мета') });
  await witness.ask(Duplicates.suggestDuplicates, asked);
  const step = () => ({ requestId: random.uuid(), expectedVersion: 0, reason: said('те саме') });
  await witness.ask(Duplicates.mergeIncidents, { ...step(), duplicateIncidentId: incidentId, primaryIncidentId });
  await witness.ask(Duplicates.unmergeIncident, { ...step(), incidentId });
}
