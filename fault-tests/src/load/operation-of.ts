import { createHash } from 'node:crypto';
import { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { Operation } from '@safe-community/testkit/history';
import { categoryName } from '../category-name.ts';

/** The operation of a request. */
export function operationOf(request: ReportIncidentRequest): Omit<Operation, 'attempts'> {
  const bodyDigest = createHash('sha256').update(ReportIncidentRequest.encode(request).finish()).digest('hex');
  return { requestId: request.requestId, bodyDigest, countsAs: categoryName(request.report?.category ?? 0) };
}
