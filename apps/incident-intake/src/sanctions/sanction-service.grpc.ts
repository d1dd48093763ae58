import {
  SanctionServiceService,
  type ListOutcomesRequest,
  type RecordOutcomeRequest,
  type RevokeOutcomeRequest,
} from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import type { ReadPorts } from '../incident/sensitive-reads.app.ts';
import { listOutcomes } from './list-outcomes.app.ts';
import type { OutcomeReader } from './outcome-book.app.ts';
import { recordOutcome, type SanctionPorts } from './record-outcome.app.ts';
import { revokeOutcome } from './revoke-outcome.app.ts';
import { unless } from '@safe-community/domain-kit';
import { checkStatement } from '../incident/statement.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';
import { toOutcomeMessage } from './map-outcome.grpc.ts';
import { parseOutcome } from './parse-outcome.grpc.ts';

export function sanctionService(
  ports: SanctionPorts,
  reading: ReadPorts & { readonly outcomes: OutcomeReader },
): ServedService {
  return serve(SanctionServiceService, {
    async recordOutcome(request: RecordOutcomeRequest, call: CallContext) {
      const { kind } = request;
      refuseInvalid([
        ...orderViolations(request),
        ...unless(kind !== undefined, 'kind', 'must be one of the outcomes'),
      ]);
      if (kind === undefined) throw new Error('a request without violations has an outcome');
      return recordOutcome(ports, orderOf(request, call, ''), parseOutcome(kind));
    },
    async revokeOutcome(request: RevokeOutcomeRequest, call: CallContext) {
      const { reason } = request;
      refuseInvalid([
        ...orderViolations(request),
        ...checkUuid(request.outcomeId, 'outcome_id'),
        ...checkStatement(reason, 'reason'),
      ]);
      return revokeOutcome(ports, orderOf(request, call, reason), request.outcomeId.toLowerCase());
    },
    async listOutcomes({ incidentId, reason }: ListOutcomesRequest, call: CallContext) {
      refuseInvalid(checkUuid(incidentId, 'incident_id'));
      const found = await listOutcomes(reading, { ...call, incidentId, reason });
      return { outcomes: found.map(toOutcomeMessage) };
    },
  });
}
