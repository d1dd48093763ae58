import {
  IncidentIntakeServiceService,
  ReportIncidentRequest,
  type BatchReportIncidentsRequest,
  type BatchReportIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, checkUuid, type Violation } from '@safe-community/domain-kit';
import { inspectMessage, type CallContext } from '@safe-community/grpc-kit';
import { requestKey } from '@safe-community/ledger';
import { validate as isUuid } from 'uuid';
import { reportBatch, type BatchedReport } from './report-batch.app.ts';
import type { ReportingPorts } from './reporting-ports.app.ts';
import { parseReport } from './parse-report.grpc.ts';
import { writableReport } from './writable-time.grpc.ts';

const MOST = 100;

export function handleBatchReportIncidents(ports: ReportingPorts) {
  return async (
    { requests }: BatchReportIncidentsRequest,
    call: CallContext,
  ): Promise<BatchReportIncidentsResponse> => {
    refuseInvalid(batchViolations(requests));
    const actor = { system: call.caller.name, actingUser: call.actingUser };
    const batch = requests.map((request) => toBatched(call, request));
    return { results: await reportBatch(ports, actor, batch) };
  };
}

function batchViolations(requests: readonly ReportIncidentRequest[]): Violation[] {
  if (requests.length === 0 || requests.length > MOST) return [{ field: 'requests', rule: `must be 1 to ${MOST}` }];
  const seen = new Set<string>();
  return requests.flatMap(({ requestId }, index) => {
    const id = requestId.toLowerCase();
    const isRepeated = seen.has(id);
    // What is no id is wrong with that request alone.
    if (isUuid(id)) seen.add(id);
    return isRepeated ? [{ field: `requests[${index}].request_id`, rule: 'must be in the batch once' }] : [];
  });
}

/** Under the method of a single report, whose bytes these are as well: sent alone and in a batch it is one report. */
function toBatched(call: CallContext, request: ReportIncidentRequest): BatchedReport {
  const { requestId } = request;
  const body = ReportIncidentRequest.encode({ ...request, report: writableReport(request.report) }).finish();
  const key = requestKey({ ...call, method: IncidentIntakeServiceService.reportIncident.path, body }, requestId);
  const broken = inspectMessage('safecommunity.incidents.v1.ReportIncidentRequest', request);
  if (broken.length > 0) return { key, report: undefined, violations: broken };
  const { report, violations } = parseReport(request.report);
  return { key, report, violations: [...checkUuid(requestId, 'request_id'), ...violations] };
}
