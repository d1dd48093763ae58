import { createHash } from 'node:crypto';
import { EntryKind, SearchEntriesRequest } from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { EntryFilter } from '../store/search-entries.ts';
import { kindOf } from './audit-messages.ts';

export const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 500;
const LONGEST_TEXT = 200;

export function searchViolations(request: SearchEntriesRequest): Violation[] {
  const { pageSize, pageToken, kind } = request;
  const texts = {
    system: request.system,
    acting_user: request.actingUser,
    method: request.method,
    subject_id: request.subjectId,
  };
  return [
    ...pageViolations(pageSize),
    ...unless(
      pageToken === '' || olderThanOf(pageToken, request) !== undefined,
      'page_token',
      'must be a next_page_token of an answer with the same filter',
    ),
    ...unless(kind === EntryKind.UNSPECIFIED || kindOf(kind) !== undefined, 'kind', 'must be a known kind'),
    ...Object.entries(texts).flatMap(([field, text]) =>
      unless(text.length <= LONGEST_TEXT && !text.includes('\0'), field, `must be at most ${LONGEST_TEXT} characters`),
    ),
  ];
}

export function pageViolations(pageSize: number): Violation[] {
  return unless(pageSize <= LARGEST_PAGE, 'page_size', `must be at most ${LARGEST_PAGE}`);
}

export function filterOf(request: SearchEntriesRequest): EntryFilter {
  const { system, actingUser, method, subjectId, kind, fromTime, toTime } = request;
  return { system, actingUser, method, subjectId, kind: kindOf(kind), from: fromTime, to: toTime };
}

/** What was looked for, in few words: whoever reads the audit is audited as well. */
export function subjectsOf({ subjectId }: SearchEntriesRequest): string[] {
  return /^\S+$/.test(subjectId) ? [subjectId] : [];
}

/** Where the next page begins, for the same filter only. */
export function pageTokenOf(lastSequence: bigint, request: SearchEntriesRequest): string {
  return Buffer.from(`${lastSequence}.${markOf(request)}`).toString('base64url');
}

/** The last entry of the page before; undefined when the token is none of ours, or of another filter. */
export function olderThanOf(pageToken: string, request: SearchEntriesRequest): bigint | undefined {
  const [sequence = '', mark] = Buffer.from(pageToken, 'base64url').toString().split('.');
  return sequenceOf(sequence) !== undefined && mark === markOf(request) ? sequenceOf(sequence) : undefined;
}

/** A sequence in digits; undefined for any other text. */
export function sequenceOf(text: string): bigint | undefined {
  return /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : undefined;
}

export function unless(holds: boolean, field: string, rule: string): Violation[] {
  return holds ? [] : [{ field, rule }];
}

function markOf(request: SearchEntriesRequest): string {
  const filter = { ...request, pageSize: 0, pageToken: '' };
  return createHash('sha256').update(SearchEntriesRequest.encode(filter).finish()).digest('base64url').slice(0, 16);
}
