import { createHash } from 'node:crypto';
import {
  DeadLetterState,
  type DiscardDeadLetterRequest,
  type ListDeadLettersRequest,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { DeadLetterState as State } from '../dead-letters/dead-letter-store.ts';
import { reasonViolations, requestIdViolations, unless } from './operator-requests.ts';
import { LAST_POSITION } from '../outbox/stored-event.ts';

export const DEFAULT_PAGE = 50;
export const MOST_AT_A_TIME = 100;
const LARGEST_PAGE = 500;

const STATES: ReadonlyMap<number, State | undefined> = new Map([
  [DeadLetterState.UNSPECIFIED, undefined],
  [DeadLetterState.WAITING, 'waiting'],
  [DeadLetterState.REDRIVEN, 'redriven'],
  [DeadLetterState.DISCARDED, 'discarded'],
]);

export function stateOf(number: DeadLetterState): State | undefined {
  return STATES.get(number);
}

export function listViolations({ pageSize, pageToken, state, eventType }: ListDeadLettersRequest): Violation[] {
  return [
    ...unless(pageSize <= LARGEST_PAGE, 'page_size', `must be at most ${LARGEST_PAGE}`),
    ...unless(STATES.has(state), 'state', 'must be a known state'),
    ...unless(
      pageToken === '' || afterOf(pageToken, { state, eventType }) !== undefined,
      'page_token',
      'must be a next_page_token of an answer with the same filter',
    ),
  ];
}

export function redriveViolations(request: RedriveDeadLettersRequest): Violation[] {
  const { requestId, letterIds, eventType, afterLetterId } = request;
  return [
    ...requestIdViolations(requestId),
    ...unless(letterIds.length <= MOST_AT_A_TIME, 'letter_ids', `must be at most ${MOST_AT_A_TIME}`),
    ...letterIds.flatMap((id, index) => idViolations(id, `letter_ids[${index}]`)),
    ...unless(new Set(letterIds).size === letterIds.length, 'letter_ids', 'must not name a letter twice'),
    ...unless((letterIds.length === 0) !== (eventType === ''), 'letter_ids', 'must be given, or event_type instead'),
    ...unless(afterLetterId === 0n || eventType !== '', 'after_letter_id', 'goes with event_type only'),
    ...unless(afterLetterId <= LAST_POSITION, 'after_letter_id', `must be at most ${LAST_POSITION}`),
  ];
}

export function discardViolations({ requestId, letterId, reason }: DiscardDeadLetterRequest): Violation[] {
  return [...requestIdViolations(requestId), ...idViolations(letterId, 'letter_id'), ...reasonViolations(reason)];
}

export function idViolations(id: bigint, field: string): Violation[] {
  return unless(id >= 1n && id <= LAST_POSITION, field, `must be from 1 to ${LAST_POSITION}`);
}

/** Where the next page begins, for the same filter only. */
export function pageTokenOf(lastId: bigint, filter: Filter): string {
  return Buffer.from(`${lastId}.${markOf(filter)}`).toString('base64url');
}

/** The last letter of the page before; absent when the token is none of ours, or of another filter. */
export function afterOf(pageToken: string, filter: Filter): bigint | undefined {
  if (pageToken === '') return 0n;
  const [id = '', mark] = Buffer.from(pageToken, 'base64url').toString().split('.');
  return /^[1-9]\d{0,17}$/.test(id) && mark === markOf(filter) ? BigInt(id) : undefined;
}

type Filter = Pick<ListDeadLettersRequest, 'state' | 'eventType'>;

function markOf({ state, eventType }: Filter): string {
  return createHash('sha256').update(`${state} ${eventType}`).digest('base64url').slice(0, 16);
}
