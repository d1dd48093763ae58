import {
  ListSensitiveReadsRequest,
  type ListSensitiveReadsResponse,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import { refuseInvalid, type Violation } from '@safe-community/grpc-kit';
import type { SensitiveRead, SensitiveReadReader } from '../../../app/reading/sensitive-reads.ts';
import { checkText } from '../../../domain/plain-text.ts';
import { unless } from '../../../domain/violation.ts';
import { uuidViolations } from '../parse-request.ts';
import { pageTokenOf, readPageTokenOf } from '../page-token.ts';

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;
const LONGEST_SYSTEM_NAME = 64;

/** Who read what of sensitive incidents, newest first. */
export function handleListSensitiveReads(reads: SensitiveReadReader) {
  return async (request: ListSensitiveReadsRequest): Promise<ListSensitiveReadsResponse> => {
    refuseInvalid(requestViolations(request));
    const { incidentId, system, pageToken } = request;
    const filter = ListSensitiveReadsRequest.encode({ ...request, pageSize: 0, pageToken: '' }).finish();
    const { olderThan, violations } = readPageTokenOf(filter, pageToken);
    refuseInvalid(violations);
    const size = request.pageSize === 0 ? DEFAULT_PAGE : request.pageSize;
    // One more than asked for tells whether there is a next page.
    const found = await reads.list({ incidentId, system }, olderThan, size + 1);
    const page = found.slice(0, size);
    const last = found.length > size ? page.at(-1) : undefined;
    return {
      reads: page.map(toReadMessage),
      nextPageToken: last === undefined ? '' : pageTokenOf(filter, last.readId),
    };
  };
}

function requestViolations({ incidentId, system, pageSize }: ListSensitiveReadsRequest): Violation[] {
  return [
    ...(incidentId === '' ? [] : uuidViolations(incidentId, 'incident_id')),
    ...checkText(system, 'system', LONGEST_SYSTEM_NAME),
    ...unless(pageSize <= LARGEST_PAGE, 'page_size', `must be at most ${LARGEST_PAGE}`),
  ];
}

function toReadMessage({ readAt, ...read }: SensitiveRead) {
  return { ...read, readTime: readAt };
}
