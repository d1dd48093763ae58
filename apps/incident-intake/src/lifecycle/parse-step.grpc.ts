import { refuseInvalid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { checkReason } from '../incident/statement.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';

/** What the request of every step of the course tells. */
export interface StepRequest {
  readonly requestId: string;
  readonly incidentId: string;
  readonly expectedVersion: number;
  readonly reason: string;
}

export interface StepRules {
  readonly reasonRequired?: boolean;
  /** What is wrong with the rest of the request. */
  readonly violations?: readonly Violation[];
}

/** Reads a request whose fields are sound; else it is refused with all that is wrong. */
export function parseStep(
  request: StepRequest,
  call: CallContext,
  { reasonRequired = false, violations = [] }: StepRules,
): StepOrder {
  const { reason } = request;
  refuseInvalid([...orderViolations(request), ...checkReason(reason, reasonRequired), ...violations]);
  return orderOf(request, call, reason);
}
