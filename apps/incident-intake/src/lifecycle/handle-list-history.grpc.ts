import type { HistoryEntry as HistoryEntryMessage } from '@safe-community/contracts/incidents/v1/course.ts';
import type {
  ListIncidentHistoryRequest,
  ListIncidentHistoryResponse,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { stateNumber } from '../incident/contract-enums.mapping.ts';
import { listHistory, type HistoryEntry, type HistoryPorts } from './list-history.app.ts';
import { pageSizeOf, pageSizeViolations } from '../incident/page-size.grpc.ts';
import { historyToken, readHistoryToken } from './history-token.grpc.ts';

export function handleListHistory(ports: HistoryPorts) {
  return async (request: ListIncidentHistoryRequest, call: CallContext): Promise<ListIncidentHistoryResponse> => {
    const incidentId = request.incidentId.toLowerCase();
    const { place: after, violations } = readHistoryToken(request.pageToken, incidentId);
    refuseInvalid([...checkUuid(incidentId, 'incident_id'), ...pageSizeViolations(request.pageSize), ...violations]);
    const order = { ...call, incidentId, reason: request.reason };
    const page = await listHistory(ports, order, after ?? 0, pageSizeOf(request.pageSize));
    return {
      entries: page.entries.map(toMessage),
      nextPageToken: page.nextAfter === undefined ? '' : historyToken(incidentId, page.nextAfter),
    };
  };
}

function toMessage({ formerState, state, happenedAt, recordedAt, ...entry }: HistoryEntry): HistoryEntryMessage {
  return {
    ...entry,
    happenedTime: happenedAt,
    recordedTime: recordedAt,
    formerState: formerState === undefined ? 0 : stateNumber(formerState),
    state: stateNumber(state),
  };
}
