import type {
  GetIncidentRequest,
  GetIncidentResponse,
  ListIncidentsRequest,
  ListIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refuseInvalid, checkUuid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { getIncident, type CaseFilePorts } from '../../../app/reading/get-incident.ts';
import { listIncidents } from '../../../app/reading/list-incidents.ts';
import type { IncidentReader } from '../../../app/ports.ts';
import type { ReadPorts } from '../../../app/reading/sensitive-reads.ts';
import { toCategory, toState } from '../../../app/contract-enums.ts';
import { toCaseFile } from './map-case-file.ts';
import { toListedIncident } from './map-incident.ts';
import { pageToken, readPageToken } from './page-token.ts';
import { scopeViolations } from './scope-violations.ts';
import { pageSizeOf, pageSizeViolations } from '../page-size.ts';
import { timeViolations } from '../parse-request.ts';

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
