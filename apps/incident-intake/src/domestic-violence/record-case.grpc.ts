import type {
  RecordCaseRequest,
  RecordCaseResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { recordCase, type RecordCasePorts } from './record-case.app.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';
import { parseFacts } from './parse-facts.grpc.ts';

export function handleRecordCase(ports: RecordCasePorts) {
  return async (request: RecordCaseRequest, call: CallContext): Promise<RecordCaseResponse> => {
    const { facts, violations } = parseFacts(request);
    refuseInvalid([...orderViolations(request), ...violations]);
    if (facts === undefined) throw new Error('facts without violations are readable');
    return recordCase(ports, orderOf(request, call, ''), facts);
  };
}
