import type {
  ExtendByCourtRequest,
  ExtendByCourtResponse,
  IssueProtectionOrderRequest,
  IssueProtectionOrderResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { extendByCourt } from './extend-by-court.app.ts';
import { issueProtectionOrder } from './issue-protection-order.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';
import { parseTerms } from './parse-terms.grpc.ts';

export function handleIssueProtectionOrder(ports: ViolencePorts) {
  return async (request: IssueProtectionOrderRequest, call: CallContext): Promise<IssueProtectionOrderResponse> => {
    const { terms, violations } = parseTerms(request);
    refuseInvalid([...orderViolations(request), ...violations]);
    if (terms === undefined) throw new Error('terms without violations are readable');
    return issueProtectionOrder(ports, orderOf(request, call, ''), terms);
  };
}

export function handleExtendByCourt(ports: ViolencePorts) {
  return async (request: ExtendByCourtRequest, call: CallContext): Promise<ExtendByCourtResponse> => {
    const { terms, violations } = parseTerms(request);
    refuseInvalid([...orderViolations(request), ...checkUuid(request.orderId, 'order_id'), ...violations]);
    if (terms === undefined) throw new Error('terms without violations are readable');
    const court = { number: request.courtDecision, extendsOrderId: request.orderId.toLowerCase() };
    return extendByCourt(ports, orderOf(request, call, ''), terms, court);
  };
}
