import type {
  ListDueVisitsRequest,
  ListDueVisitsResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { listDueVisits, type DueVisitPorts } from './list-due-visits.app.ts';
import { checkReadReason } from '../incident/read-reason.ts';
import { pageSizeOf, pageSizeViolations } from '../incident/page-size.grpc.ts';
import { katottgViolations, timeViolations } from '../incident/parse-request.grpc.ts';
import { readVisitToken, visitToken } from './visit-token.grpc.ts';

export function handleListDueVisits(ports: DueVisitPorts) {
  return async (request: ListDueVisitsRequest, call: CallContext): Promise<ListDueVisitsResponse> => {
    refuseInvalid(listViolations(request));
    const { place: after, violations } = readVisitToken(request);
    refuseInvalid(violations);
    const filter = { dueBy: request.dueBefore ?? ports.origin.now(), hromadaCode: request.hromadaCode };
    const size = pageSizeOf(request.pageSize);
    const { visits, next } = await listDueVisits(ports, { ...call, reason: request.reason }, filter, after, size);
    return {
      visits: visits.map(({ incidentId, visitId, hromadaCode, dueAt: dueTime }) => ({
        incidentId,
        visitId,
        hromadaCode,
        dueTime,
      })),
      nextPageToken: next === undefined ? '' : visitToken(request, next),
    };
  };
}

function listViolations({ dueBefore, hromadaCode, pageSize, reason }: ListDueVisitsRequest): Violation[] {
  return [
    ...timeViolations(dueBefore, 'due_before'),
    ...katottgViolations(hromadaCode, 'hromada_code'),
    ...pageSizeViolations(pageSize),
    ...checkReadReason(reason, true),
  ];
}
