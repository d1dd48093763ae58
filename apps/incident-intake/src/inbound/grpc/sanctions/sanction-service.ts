import {
  SanctionServiceService,
  type ListOutcomesRequest,
  type RecordOutcomeRequest,
  type RevokeOutcomeRequest,
} from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import type { ReadPorts } from '../../../app/reading/sensitive-reads.ts';
import { listOutcomes } from '../../../app/sanctions/list-outcomes.ts';
import type { OutcomeReader } from '../../../app/sanctions/outcome-book.ts';
import { recordOutcome, type SanctionPorts } from '../../../app/sanctions/record-outcome.ts';
import { revokeOutcome } from '../../../app/sanctions/revoke-outcome.ts';
import { unless } from '../../../domain/violation.ts';
import { checkStatement } from '../../../domain/statement.ts';
import { orderOf, orderViolations } from '../step-order.ts';
import { toOutcomeMessage } from './map-outcome.ts';
import { parseOutcome } from './parse-outcome.ts';

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
