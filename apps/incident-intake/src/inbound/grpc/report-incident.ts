import type {
  ReportIncidentRequest,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, type CallContext } from '@safe-community/grpc-kit';
import { reportIncident, type ReportingPorts } from '../../app/report-incident.ts';
import type { Report } from '../../domain/report.ts';
import { keyOf, uuidViolations } from './parse-request.ts';
import { parseReport } from './parse-report.ts';

export function handleReportIncident(ports: ReportingPorts) {
  return async (request: ReportIncidentRequest, call: CallContext): Promise<ReportIncidentResponse> => {
    const report = readReport(request);
    return reportIncident(ports, keyOf(request.requestId, call), report);
  };
}

function readReport({ requestId, report: message }: ReportIncidentRequest): Report {
  const { report, violations } = parseReport(message);
  refuseInvalid([...uuidViolations(requestId, 'request_id'), ...violations]);
  if (report === undefined) throw new Error('a report without violations is readable');
  return report;
}
