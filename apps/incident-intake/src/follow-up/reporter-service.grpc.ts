import {
  ReporterServiceService,
  type AddToReportRequest,
  type ConfirmFixedRequest,
  type GetReportStatusRequest,
  type ReopenReportRequest,
} from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import { requestKey } from '@safe-community/ledger';
import { addToReport } from './add-to-report.app.ts';
import { confirmFixed } from './confirm-fixed.app.ts';
import type { FollowUpOrder } from './follow-up.app.ts';
import type { FollowUpPorts } from './follow-up-ports.app.ts';
import { getReportStatus } from './get-report-status.app.ts';
import { reopenReport } from './reopen-report.app.ts';
import { checkAddition } from './addition.ts';
import { checkStatement } from '../incident/statement.ts';

export function reporterService(ports: FollowUpPorts): ServedService {
  return serve(ReporterServiceService, {
    getReportStatus: ({ trackingToken }: GetReportStatusRequest) => getReportStatus(ports, trackingToken),
    async addToReport(request: AddToReportRequest, call: CallContext) {
      const { text } = request;
      refuseInvalid([...checkUuid(request.requestId, 'request_id'), ...checkAddition(text)]);
      return addToReport(ports, orderOf(request, call), text);
    },
    async confirmFixed(request: ConfirmFixedRequest, call: CallContext) {
      refuseInvalid(checkUuid(request.requestId, 'request_id'));
      return confirmFixed(ports, orderOf(request, call));
    },
    async reopenReport(request: ReopenReportRequest, call: CallContext) {
      const { reason } = request;
      refuseInvalid([...checkUuid(request.requestId, 'request_id'), ...checkStatement(reason, 'reason')]);
      return reopenReport(ports, orderOf(request, call), reason);
    },
  });
}

function orderOf({ requestId, trackingToken }: ConfirmFixedRequest, call: CallContext): FollowUpOrder {
  return {
    key: requestKey(call, requestId),
    actor: { system: call.caller.name, actingUser: call.actingUser },
    token: trackingToken,
  };
}
