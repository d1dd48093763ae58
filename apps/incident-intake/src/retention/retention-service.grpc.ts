import {
  RetentionServiceService,
  type ErasePersonalDataRequest,
  type GetRetentionRequest,
  type PlaceLegalHoldRequest,
  type ReleaseLegalHoldRequest,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import type { SensitiveReadReader, SensitiveReads } from '../incident/sensitive-reads.app.ts';
import { placeLegalHold, releaseLegalHold } from './change-hold.app.ts';
import { erasePersonalData } from './erase-personal-data.app.ts';
import { getRetention } from './get-retention.app.ts';
import type { RetentionPorts, RetentionReader } from './retention-ports.app.ts';
import { checkStatement } from '../incident/statement.ts';
import { orderOf, orderViolations } from '../incident/step-order.grpc.ts';
import { handleListSensitiveReads, type RecordAuditRead } from './list-sensitive-reads.grpc.ts';
import { toRetentionMessage } from './map-retention.grpc.ts';

/** Grounds are not sealed: they tell why for as long as anybody asks, and hold nothing personal. */
export function retentionService(
  ports: RetentionPorts & { readonly reads: SensitiveReads & SensitiveReadReader },
  incidents: RetentionReader,
  recordAuditRead: RecordAuditRead,
): ServedService {
  return serve(RetentionServiceService, {
    async erasePersonalData(request: ErasePersonalDataRequest, call: CallContext) {
      const { ground } = request;
      refuseInvalid([...orderViolations(request), ...checkStatement(ground, 'ground')]);
      return erasePersonalData(ports, orderOf(request, call, ''), ground);
    },
    async placeLegalHold(request: PlaceLegalHoldRequest, call: CallContext) {
      const { ground } = request;
      refuseInvalid([...orderViolations(request), ...checkStatement(ground, 'ground')]);
      return placeLegalHold(ports, orderOf(request, call, ''), ground);
    },
    async releaseLegalHold(request: ReleaseLegalHoldRequest, call: CallContext) {
      const { ground } = request;
      const holdId = request.holdId.toLowerCase();
      refuseInvalid([
        ...orderViolations(request),
        ...checkUuid(holdId, 'hold_id'),
        ...checkStatement(ground, 'ground'),
      ]);
      return releaseLegalHold(ports, orderOf(request, call, ''), holdId, ground);
    },
    async getRetention({ incidentId, reason }: GetRetentionRequest, call: CallContext) {
      refuseInvalid(checkUuid(incidentId, 'incident_id'));
      return toRetentionMessage(await getRetention(ports, incidents, { ...call, incidentId, reason }));
    },
    listSensitiveReads: handleListSensitiveReads(ports.reads, recordAuditRead),
  });
}
