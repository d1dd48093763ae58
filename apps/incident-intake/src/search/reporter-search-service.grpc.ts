import {
  ReporterSearchServiceService,
  type FindReportsByPhoneRequest,
  type FindReportsByPhoneResponse,
} from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { refuseInvalid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import { categoryNumber, stateNumber } from '../incident/contract-enums.mapping.ts';
import { findReports } from './find-reports.app.ts';
import type { FoundReport, ReporterSearchPorts } from './reporter-search-ports.app.ts';
import { checkReadReason } from '../incident/read-reason.ts';
import { toE164 } from '../reporting/phone-number.ts';
import { unless } from '@safe-community/domain-kit';
import { pageSizeOf, pageSizeViolations } from '../incident/page-size.grpc.ts';
import { pageTokenOf, readPageTokenOf, toId } from '../incident/page-token.grpc.ts';

const PHONE_RULE = 'must be a telephone: "+" and 8 to 15 digits, or 10 digits that begin with 0';

export function reporterSearchService(ports: ReporterSearchPorts): ServedService {
  return serve(ReporterSearchServiceService, {
    async findReportsByPhone(
      request: FindReportsByPhoneRequest,
      call: CallContext,
    ): Promise<FindReportsByPhoneResponse> {
      const phone = toE164(request.phone) ?? '';
      refuseInvalid([
        ...unless(phone !== '', 'phone', PHONE_RULE),
        ...checkReadReason(request.reason, true),
        ...pageSizeViolations(request.pageSize),
      ]);
      // Not of the request: whoever finds a token must not be able to try telephones on it.
      const mark = ports.finder.markOf(phone);
      const { place: olderThan, violations } = readPageTokenOf(mark, request.pageToken, toId);
      refuseInvalid(violations);
      const pageSize = pageSizeOf(request.pageSize);
      const { page, last } = await findReports(ports, { ...call, reason: request.reason, phone, olderThan, pageSize });
      return {
        reports: page.map(toMessage),
        nextPageToken: last === undefined ? '' : pageTokenOf(mark, last.incidentId),
      };
    },
  });
}

function toMessage({ category, state, receivedAt, ...report }: FoundReport) {
  return {
    ...report,
    category: categoryNumber(category),
    state: stateNumber(state),
    receivedTime: receivedAt,
  };
}
