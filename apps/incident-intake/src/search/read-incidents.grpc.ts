import type {
  GetIncidentRequest,
  GetIncidentResponse,
  ListIncidentsRequest,
  ListIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, checkUuid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { getIncident, type CaseFilePorts } from './get-incident.app.ts';
import { listIncidents } from './list-incidents.app.ts';
import type { IncidentReader } from '../incident/ports.app.ts';
import type { ReadPorts } from '../incident/sensitive-reads.app.ts';
import { toCategory, toState } from '../incident/contract-enums.mapping.ts';
import { toCaseFile } from './map-case-file.grpc.ts';
import { toListedIncident } from './map-incident.grpc.ts';
import { pageToken, readPageToken } from './page-token.grpc.ts';
import { scopeViolations } from './scope-violations.grpc.ts';
import { pageSizeOf, pageSizeViolations } from '../incident/page-size.grpc.ts';
import { timeViolations } from '../incident/parse-request.grpc.ts';

export function handleGetIncident(ports: CaseFilePorts) {
  return async ({ incidentId, reason }: GetIncidentRequest, call: CallContext): Promise<GetIncidentResponse> => {
    refuseInvalid(checkUuid(incidentId, 'incident_id'));
    return { incident: toCaseFile(await getIncident(ports, { ...call, incidentId, reason })) };
  };
}

export function handleListIncidents(incidents: IncidentReader, { origin }: ReadPorts) {
  return async (request: ListIncidentsRequest, call: CallContext): Promise<ListIncidentsResponse> => {
    refuseInvalid(listViolations(request));
    const { place: olderThan, violations } = readPageToken(request);
    refuseInvalid(violations);
    const filter = {
      hromadaCode: request.hromadaCode,
      oblastCode: request.oblastCode,
      category: toCategory(request.category),
      states: request.states.flatMap((state) => toState(state) ?? []),
      responsibleOfficerId: request.responsibleOfficerId,
      receivedFrom: request.receivedFrom,
      receivedTo: request.receivedTo,
      unroutedOnly: request.unroutedOnly,
      overdueOnly: request.overdueOnly,
    };
    const size = pageSizeOf(request.pageSize);
    const page = await listIncidents(incidents, origin, call.rights, filter, olderThan, size);
    return {
      incidents: page.incidents.map(toListedIncident),
      nextPageToken: page.nextOlderThan === undefined ? '' : pageToken(request, page.nextOlderThan),
    };
  };
}

function listViolations(request: ListIncidentsRequest): Violation[] {
  const { pageSize, receivedFrom, receivedTo, responsibleOfficerId: officer } = request;
  return [
    ...pageSizeViolations(pageSize),
    ...scopeViolations(request),
    ...timeViolations(receivedFrom, 'received_from'),
    ...timeViolations(receivedTo, 'received_to'),
    ...(officer === '' ? [] : checkUuid(officer, 'responsible_officer_id')),
  ];
}
