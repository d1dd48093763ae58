import type {
  ReportIncidentRequest,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey } from '@safe-community/ledger';
import { reportIncident } from './report-incident.app.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';
import { parseReport } from './parse-report.grpc.ts';

export function handleReportIncident(ports: ReportingPorts) {
  return async (
    { requestId, report: message }: ReportIncidentRequest,
    call: CallContext,
  ): Promise<ReportIncidentResponse> => {
    const { report, violations } = parseReport(message);
    refuseInvalid([...checkUuid(requestId, 'request_id'), ...violations]);
    if (report === undefined) throw new Error('a report without violations is readable');
    const actor = { system: call.caller.name, actingUser: call.actingUser };
    return reportIncident(ports, requestKey(call, requestId), actor, report);
  };
}
