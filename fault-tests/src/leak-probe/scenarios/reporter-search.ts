import {
  FindReportsByPhoneRequest,
  ReporterSearchServiceService as Search,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { report } from './report.ts';

/** A repeated caller. */
export async function runReporterSearchScenario(context: ProbeContext): Promise<void> {
  const { incidentId } = await report(context, IncidentCategory.DOMESTIC_VIOLENCE);
  const asked = { phone: PERSONAL.reporter.phone, reason: said('дзвонить'), pageSize: 1 };
  const first = await context.probe.ask(Search.findReportsByPhone, FindReportsByPhoneRequest.fromPartial(asked));
  requireRead('the last report of a phone number', first.reports[0]?.incidentId, incidentId);
  const next = { ...asked, pageToken: first.nextPageToken };
  await context.probe.ask(Search.findReportsByPhone, FindReportsByPhoneRequest.fromPartial(next));
}
