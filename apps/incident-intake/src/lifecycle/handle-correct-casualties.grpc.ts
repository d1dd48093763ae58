import type {
  CorrectCasualtiesRequest,
  CorrectCasualtiesResponse,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import type { CallContext } from '@safe-community/grpc-kit';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { correctCasualties } from './correct-casualties.app.ts';
import { checkCasualties } from '../incident/casualties.ts';
import { timeViolations } from '../incident/parse-request.grpc.ts';
import { parseStep } from './parse-step.grpc.ts';

export function handleCorrectCasualties(ports: CasePorts) {
  return async (request: CorrectCasualtiesRequest, call: CallContext): Promise<CorrectCasualtiesResponse> => {
    const { casualties, lastDeathTime: lastDeathAt } = request;
    const order = parseStep(request, call, {
      reasonRequired: true,
      violations: [
        ...(casualties === undefined
          ? [{ field: 'casualties', rule: 'must be given' }]
          : checkCasualties(casualties, 'casualties')),
        ...timeViolations(lastDeathAt, 'last_death_time'),
      ],
    });
    if (casualties === undefined) throw new Error('a request without violations is readable');
    return correctCasualties(ports, order, { casualties, lastDeathAt });
  };
}
