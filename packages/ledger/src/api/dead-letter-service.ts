import {
  DeadLetterServiceService,
  DiscardDeadLetterResponse,
  RedriveDeadLettersResponse,
  type DiscardDeadLetterRequest,
  type GetDeadLetterRequest,
  type ListDeadLettersRequest,
  type ListDeadLettersResponse,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { rows, toDate, type Database, type EntityManager } from '@safe-community/database';
import { notFound, preconditionFailed, refuseInvalid } from '@safe-community/domain-kit';
import { serve, type CallContext, type ServedService } from '@safe-community/grpc-kit';
import { toMessage, toResult, toWholeLetter } from './dead-letter-message.ts';
import {
  afterOf,
  DEFAULT_PAGE,
  discardViolations,
  idViolations,
  listViolations,
  MOST_AT_A_TIME,
  pageTokenOf,
  redriveViolations,
  stateOf,
} from './dead-letter-requests.ts';
import { findLetter, listLetters, lockLetters, lockWaiting } from '../dead-letters/dead-letter-store.ts';
import type { DeadLetter, Decider } from '../dead-letters/dead-letter-store.ts';
import { redriveLetters, type HandlerOf } from '../dead-letters/redrive.ts';
import { requestKey, type RequestKey } from '../outbox/idempotency-keys.ts';
import type { UnitOfWork } from '../outbox/unit-of-work.ts';

export interface DeadLetterPorts {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly handlerOf: HandlerOf;
}

/** The door to what this service heard and could not apply. */
export function deadLetterService(ports: DeadLetterPorts): ServedService {
  const { database } = ports;
  return serve(DeadLetterServiceService, {
    listDeadLetters: (request) => list(database, request),
    async getDeadLetter({ letterId }: GetDeadLetterRequest) {
      refuseInvalid(idViolations(letterId, 'letter_id'));
      const letter = await findLetter(database.em.fork(), letterId);
      if (letter === undefined) throw notFound('dead letter');
      return toWholeLetter(letter);
    },
    redriveDeadLetters: (request, call) => redrive(ports, request, call),
    discardDeadLetter: (request, call) => discard(ports, request, call),
  });
}

async function list(database: Database, request: ListDeadLettersRequest): Promise<ListDeadLettersResponse> {
  refuseInvalid(listViolations(request));
  const size = request.pageSize === 0 ? DEFAULT_PAGE : request.pageSize;
  const state = stateOf(request.state);
  const filter = { ...(state === undefined ? {} : { state }), eventType: request.eventType };
  // One more than asked for tells whether there is a next page.
  const found = await listLetters(database.em.fork(), filter, afterOf(request.pageToken, request) ?? 0n, size + 1);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    deadLetters: page.map(toMessage),
    nextPageToken: last === undefined ? '' : pageTokenOf(last.id, request),
  };
}

async function redrive(
  { unitOfWork, handlerOf }: DeadLetterPorts,
  request: RedriveDeadLettersRequest,
  call: CallContext,
): Promise<RedriveDeadLettersResponse> {
  refuseInvalid(redriveViolations(request));
  return unitOfWork.run(keyOf(request, call), RedriveDeadLettersResponse, async (em) => {
    const letters = await lettersOf(em, request);
    const results = await redriveLetters(em, letters, handlerOf, deciderOf(call));
    const isFull = request.eventType !== '' && letters.length === MOST_AT_A_TIME;
    const nextAfterLetterId = isFull ? (letters.at(-1)?.id ?? 0n) : 0n;
    return { response: { results: results.map(toResult), nextAfterLetterId }, events: [] };
  });
}

async function lettersOf(
  em: EntityManager,
  { letterIds, eventType, afterLetterId }: RedriveDeadLettersRequest,
): Promise<DeadLetter[]> {
  if (eventType !== '') return lockWaiting(em, eventType, afterLetterId, MOST_AT_A_TIME);
  const letters = await lockLetters(em, letterIds);
  if (letters.length < letterIds.length) throw notFound('dead letter');
  return letters;
}

async function discard(
  { unitOfWork }: DeadLetterPorts,
  request: DiscardDeadLetterRequest,
  call: CallContext,
): Promise<DiscardDeadLetterResponse> {
  refuseInvalid(discardViolations(request));
  return unitOfWork.run(keyOf(request, call), DiscardDeadLetterResponse, async (em) => {
    const [letter] = await lockLetters(em, [request.letterId]);
    if (letter === undefined) throw notFound('dead letter');
    if (letter.state !== 'waiting') throw preconditionFailed('NOT_WAITING', 'the dead letter waits no more');
    const discardedTime = await markDiscarded(em, letter.id, request.reason, deciderOf(call));
    return { response: { discardedTime }, events: [] };
  });
}

async function markDiscarded(
  em: EntityManager,
  id: bigint,
  reason: string,
  { caller, actingUser }: Decider,
): Promise<Date | undefined> {
  const [marked] = await rows<{ decided_at: string }>(
    em,
    `update dead_letter
     set state = 'discarded', decided_at = now(), caller = $2, acting_user = $3, decision_reason = $4
     where id = $1 returning decided_at`,
    [id, caller, actingUser, reason],
  );
  return marked && toDate(marked.decided_at);
}

function keyOf({ requestId }: { readonly requestId: string }, call: CallContext): RequestKey {
  return requestKey(call, requestId);
}

function deciderOf({ caller, actingUser }: CallContext): Decider {
  return { caller: caller.name, actingUser };
}
