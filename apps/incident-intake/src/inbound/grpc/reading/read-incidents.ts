import type {
  GetIncidentRequest,
  GetIncidentResponse,
  ListIncidentsRequest,
  ListIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, type CallContext, type Violation } from '@safe-community/grpc-kit';
import { getIncident } from '../../../app/reading/get-incident.ts';
import { listIncidents } from '../../../app/reading/list-incidents.ts';
import type { IncidentReader } from '../../../app/ports.ts';
import type { ReadPorts } from '../../../app/reading/sensitive-reads.ts';
import { toCategory } from '../../../app/contract-enums.ts';
import { toListedIncident, toWholeIncident } from './map-incident.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { timeViolations, uuidViolations } from '../parse-request.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;

export function handleGetIncident(incidents: IncidentReader, ports: ReadPorts) {
  return async ({ incidentId, reason }: GetIncidentRequest, call: CallContext): Promise<GetIncidentResponse> => {
    refuseInvalid(uuidViolations(incidentId, 'incident_id'));
    return { incident: toWholeIncident(await getIncident(incidents, ports, { ...call, incidentId, reason })) };
  };
}

export function handleListIncidents(incidents: IncidentReader) {
  return async (request: ListIncidentsRequest, call: CallContext): Promise<ListIncidentsResponse> => {
    refuseInvalid(listViolations(request));
    const { olderThan, violations } = readPageToken(request);
    refuseInvalid(violations);
    const { hromadaCode, category, receivedFrom, receivedTo, unroutedOnly } = request;
    const filter = { hromadaCode, category: toCategory(category), receivedFrom, receivedTo, unroutedOnly };
    const size = request.pageSize === 0 ? DEFAULT_PAGE : request.pageSize;
    const page = await listIncidents(incidents, call.caller, filter, olderThan, size);
    return {
      incidents: page.incidents.map(toListedIncident),
      nextPageToken: page.nextOlderThan === undefined ? '' : pageToken(request, page.nextOlderThan),
    };
  };
}

function listViolations({
  pageSize,
  category,
  receivedFrom,
  receivedTo,
  hromadaCode,
}: ListIncidentsRequest): Violation[] {
  const violations = [...timeViolations(receivedFrom, 'received_from'), ...timeViolations(receivedTo, 'received_to')];
  const demand = (holds: boolean, field: string, rule: string): void => {
    if (!holds) violations.push({ field, rule });
  };
  demand(pageSize <= LARGEST_PAGE, 'page_size', `must be at most ${LARGEST_PAGE}`);
  demand(category === 0 || toCategory(category) !== undefined, 'category', 'must be one of the known categories');
  demand(hromadaCode === '' || /^UA\d{17}$/.test(hromadaCode), 'hromada_code', 'must be a KATOTTG code');
  return violations;
}
