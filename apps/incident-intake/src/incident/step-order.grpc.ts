import { checkUuid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { requestKey } from '@safe-community/ledger';
import type { StepOrder } from './change-incident.app.ts';

/** What the requests of all steps of an incident have in common. */
interface StepRequest {
  readonly requestId: string;
  readonly incidentId: string;
  /** Absent where the contract does not ask for it. */
  readonly expectedVersion?: number;
}

export function orderViolations({ requestId, incidentId }: StepRequest): Violation[] {
  return [...checkUuid(requestId, 'request_id'), ...checkUuid(incidentId, 'incident_id')];
}

/** @param reason sealed in the history; empty when the step gives none. */
export function orderOf(
  { requestId, incidentId, expectedVersion = 0 }: StepRequest,
  call: CallContext,
  reason: string,
): StepOrder {
  const { caller, actingUser, rights } = call;
  const key = requestKey(call, requestId);
  return { key, caller, actingUser, rights, incidentId: incidentId.toLowerCase(), expectedVersion, reason };
}
