import { createHash } from 'node:crypto';
import { status, type ServiceError } from '@grpc/grpc-js';
import { ReportIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { codeName } from '@safe-community/grpc-kit';
import type { Attempt } from '@safe-community/testkit/history';
import { callErrorOf } from '@safe-community/testkit/call-error';

type CallResult = Omit<Attempt, 'began' | 'ended'>;

/** Codes that guarantee that nothing was done. All others leave the outcome unknown. */
const NOTHING_HAPPENED = new Set([
  status.INVALID_ARGUMENT,
  status.ALREADY_EXISTS,
  status.FAILED_PRECONDITION,
  status.NOT_FOUND,
  status.PERMISSION_DENIED,
  status.RESOURCE_EXHAUSTED,
  status.UNAUTHENTICATED,
  status.UNIMPLEMENTED,
]);

/** The outcome of a call as the caller sees it. */
export async function outcomeOf(call: Promise<ReportIncidentResponse>): Promise<CallResult> {
  try {
    const response = await call;
    const digest = createHash('sha256').update(ReportIncidentResponse.encode(response).finish()).digest('hex');
    return {
      outcome: 'acknowledged',
      answer: { id: response.incidentId, routedTo: response.responsibleOfficerId, digest },
    };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    const outcome = NOTHING_HAPPENED.has(error.code) ? 'refused' : 'unknown';
    const { retryAfterMs } = callErrorOf(error);
    return { outcome, reason: codeName(error.code), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number';
}
