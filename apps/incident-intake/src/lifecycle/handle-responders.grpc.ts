import type {
  DispatchResponderRequest,
  DispatchResponderResponse,
  RecordResponderProgressRequest,
  RecordResponderProgressResponse,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { toFurtherProgress, toResponderKind } from '../incident/contract-enums.mapping.ts';
import { dispatchResponder, type DispatchPorts } from './dispatch-responder.app.ts';
import { recordProgress } from './record-progress.app.ts';
import { checkDispatch } from '../incident/dispatch-responder.ts';
import { timeViolations } from '../incident/parse-request.grpc.ts';
import { parseStep } from './parse-step.grpc.ts';

export function handleDispatch(ports: DispatchPorts) {
  return async (request: DispatchResponderRequest, call: CallContext): Promise<DispatchResponderResponse> => {
    const { unit, homeHromadaCode, dispatchedTime: dispatchedAt } = request;
    const kind = toResponderKind(request.kind);
    const order = parseStep(request, call, {
      violations: [
        ...(kind === undefined ? [{ field: 'kind', rule: 'must be one of the known kinds' }] : []),
        ...checkDispatch({ unit }),
        ...timeViolations(dispatchedAt, 'dispatched_time'),
      ],
    });
    if (kind === undefined) throw new Error('a request without violations is readable');
    return dispatchResponder(ports, order, { kind, unit, homeHromadaCode, dispatchedAt });
  };
}

const FURTHER = { field: 'progress', rule: 'must be EN_ROUTE, ON_SCENE, LEFT or CANCELLED' };

export function handleProgress(ports: CasePorts) {
  return async (
    request: RecordResponderProgressRequest,
    call: CallContext,
  ): Promise<RecordResponderProgressResponse> => {
    const { responderId, progressTime: progressAt } = request;
    const progress = toFurtherProgress(request.progress);
    const order = parseStep(request, call, {
      violations: [
        ...checkUuid(responderId, 'responder_id'),
        ...(progress === undefined ? [FURTHER] : []),
        ...timeViolations(progressAt, 'progress_time'),
      ],
    });
    if (progress === undefined) throw new Error('a request without violations is readable');
    return recordProgress(ports, order, responderId.toLowerCase(), { progress, progressAt });
  };
}
