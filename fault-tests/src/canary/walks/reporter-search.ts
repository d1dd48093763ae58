import {
  FindReportsByPhoneRequest,
  ReporterSearchServiceService as Search,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { PERSONAL, said } from '../canaries.ts';
import { requireRead, type Walker } from '../walk.ts';
import { report } from './report.ts';

/** Somebody calls who has called before. */
export async function walkReporterSearch(walker: Walker): Promise<void> {
  const { incidentId } = await report(walker, IncidentCategory.DOMESTIC_VIOLENCE);
  const asked = { phone: PERSONAL.reporter.phone, reason: said('дзвонить'), pageSize: 1 };
  const first = await walker.witness.ask(Search.findReportsByPhone, FindReportsByPhoneRequest.fromPartial(asked));
  requireRead('which report a telephone made last', first.reports[0]?.incidentId, incidentId);
  const next = { ...asked, pageToken: first.nextPageToken };
  await walker.witness.ask(Search.findReportsByPhone, FindReportsByPhoneRequest.fromPartial(next));
}
