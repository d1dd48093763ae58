import type {
  PlanVisitRequest,
  PlanVisitResponse,
  RecordVisitRequest,
  RecordVisitResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { planVisit } from './plan-visit.app.ts';
import { recordVisit } from './record-visit.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';
import { timeViolations } from '../incident/parse-request.grpc.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';
import { requiredTime } from './required-time.grpc.ts';

export function handlePlanVisit(ports: ViolencePorts) {
  return async (request: PlanVisitRequest, call: CallContext): Promise<PlanVisitResponse> => {
    const { dueTime } = request;
    refuseInvalid([...orderViolations(request), ...requiredTime(dueTime, 'due_time')]);
    if (dueTime === undefined) throw new Error('a request without violations has its time');
    return planVisit(ports, orderOf(request, call, ''), dueTime);
  };
}

export function handleRecordVisit(ports: ViolencePorts) {
  return async (request: RecordVisitRequest, call: CallContext): Promise<RecordVisitResponse> => {
    const { doneTime: doneAt } = request;
    const visitId = request.visitId.toLowerCase();
    refuseInvalid([
      ...orderViolations(request),
      ...checkUuid(visitId, 'visit_id'),
      ...timeViolations(doneAt, 'done_time'),
    ]);
    return recordVisit(ports, orderOf(request, call, ''), { visitId, doneAt, finding: request.finding });
  };
}
