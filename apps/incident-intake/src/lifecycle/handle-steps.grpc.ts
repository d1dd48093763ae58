import type {
  TriageIncidentRequest,
  TriageIncidentResponse,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import type { CallContext } from '@safe-community/grpc-kit';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { toUrgency } from '../incident/contract-enums.mapping.ts';
import type { StepOrder } from '../incident/change-incident.app.ts';
import { triageIncident } from './triage-incident.app.ts';
import { parseStep, type StepRequest } from './parse-step.grpc.ts';

export function handleTriage(ports: CasePorts) {
  return async (request: TriageIncidentRequest, call: CallContext): Promise<TriageIncidentResponse> => {
    const urgency = toUrgency(request.urgency);
    const unknown = { field: 'urgency', rule: 'must be one of the known urgencies' };
    const order = parseStep(request, call, { violations: urgency === undefined ? [unknown] : [] });
    if (urgency === undefined) throw new Error('a request without violations is readable');
    return triageIncident(ports, order, urgency);
  };
}

/** A step that tells nothing but that it is taken, and why. */
export function handlePlainStep<Ports, Response>(
  ports: Ports,
  takeStep: (ports: Ports, order: StepOrder) => Promise<Response>,
  { reasonRequired }: { readonly reasonRequired: boolean },
) {
  return async (request: StepRequest, call: CallContext): Promise<Response> =>
    takeStep(ports, parseStep(request, call, { reasonRequired }));
}
