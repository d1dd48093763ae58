import {
  DuplicateServiceService,
  type MergeIncidentsRequest,
  type SuggestDuplicatesRequest,
  type UnmergeIncidentRequest,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import type { MergePorts, SuggestPorts } from './duplicate-ports.app.ts';
import { mergeIncidents } from './merge-incidents.app.ts';
import { suggestDuplicates } from './suggest-duplicates.app.ts';
import { unmergeIncident } from './unmerge-incident.app.ts';
import { checkReason } from '../incident/statement.ts';
import { unless } from '@safe-community/domain-kit';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';
import { toLikelyDuplicate } from './map-suggestion.grpc.ts';

const USUAL_LEAST_SCORE = 0.5;

export function duplicateService(ports: MergePorts & SuggestPorts): ServedService {
  return serve(DuplicateServiceService, {
    async suggestDuplicates({ incidentId, reason, leastScore }: SuggestDuplicatesRequest, call: CallContext) {
      refuseInvalid([
        ...checkUuid(incidentId, 'incident_id'),
        ...unless(leastScore >= 0 && leastScore <= 1, 'least_score', 'must be 0 to 1'),
      ]);
      const order = { ...call, incidentId: incidentId.toLowerCase(), reason };
      const likely = await suggestDuplicates(ports, order, leastScore === 0 ? USUAL_LEAST_SCORE : leastScore);
      return { likely: likely.map(toLikelyDuplicate) };
    },
    async mergeIncidents(request: MergeIncidentsRequest, call: CallContext) {
      const duplicateId = request.duplicateIncidentId.toLowerCase();
      const primaryId = request.primaryIncidentId.toLowerCase();
      const { reason } = request;
      refuseInvalid([
        ...checkUuid(request.requestId, 'request_id'),
        ...checkUuid(duplicateId, 'duplicate_incident_id'),
        ...checkUuid(primaryId, 'primary_incident_id'),
        ...unless(duplicateId !== primaryId, 'primary_incident_id', 'must be another incident than the duplicate'),
        ...checkReason(reason, false),
      ]);
      return mergeIncidents(ports, orderOf({ ...request, incidentId: duplicateId }, call, reason), primaryId);
    },
    async unmergeIncident(request: UnmergeIncidentRequest, call: CallContext) {
      const { reason } = request;
      refuseInvalid([...orderViolations(request), ...checkReason(reason, false)]);
      return unmergeIncident(ports, orderOf(request, call, reason));
    },
  });
}
