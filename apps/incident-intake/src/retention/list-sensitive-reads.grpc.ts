import {
  ListSensitiveReadsRequest,
  type ListSensitiveReadsResponse,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { maySeeKind } from '@safe-community/security/policy';
import { refuseInvalid, checkUuid, type Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { pageOf } from '../incident/page.app.ts';
import type { SensitiveRead, SensitiveReadReader } from '../incident/sensitive-reads.app.ts';
import { SENSITIVE_CATEGORIES } from '../catalogue/module.ts';
import { checkText } from '../incident/plain-text.ts';
import { pageSizeOf, pageSizeViolations } from '../incident/page-size.grpc.ts';
import { pageTokenOf, readPageTokenOf, toId } from '../incident/page-token.grpc.ts';

const LONGEST_SYSTEM_NAME = 64;

/** Writes down that somebody reads the audit of an incident, or of all. */
export type RecordAuditRead = (call: CallContext, subjectIds: readonly string[]) => Promise<void>;

/**
 * Who read what of sensitive incidents, newest first. Why, only for those entitled to such incidents: who reads one
 * writes of it. That somebody looked is written into the audit before it is told.
 */
export function handleListSensitiveReads(reads: SensitiveReadReader, recordAuditRead: RecordAuditRead) {
  return async (request: ListSensitiveReadsRequest, call: CallContext): Promise<ListSensitiveReadsResponse> => {
    refuseInvalid(requestViolations(request));
    const { incidentId, system, pageToken } = request;
    const filter = ListSensitiveReadsRequest.encode({ ...request, pageSize: 0, pageToken: '' }).finish();
    const { place: olderThan, violations } = readPageTokenOf(filter, pageToken, toId);
    refuseInvalid(violations);
    const size = pageSizeOf(request.pageSize);
    const withReasons = SENSITIVE_CATEGORIES.every((category) => maySeeKind(call.rights, category, true));
    await recordAuditRead(call, incidentId === '' ? [] : [incidentId.toLowerCase()]);
    const found = await reads.list({ incidentId, system }, olderThan, size + 1, withReasons);
    const { page, last } = pageOf(found, size);
    return {
      reads: page.map(toReadMessage),
      nextPageToken: last === undefined ? '' : pageTokenOf(filter, last.readId),
    };
  };
}

function requestViolations({ incidentId, system, pageSize }: ListSensitiveReadsRequest): Violation[] {
  return [
    ...(incidentId === '' ? [] : checkUuid(incidentId, 'incident_id')),
    ...checkText(system, 'system', LONGEST_SYSTEM_NAME),
    ...pageSizeViolations(pageSize),
  ];
}

function toReadMessage({ readAt, ...read }: SensitiveRead) {
  return { ...read, readTime: readAt };
}
