import {
  DeadLetterServiceService,
  ListDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { notFound, unless, type Violation } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage, toBigInt } from '@safe-community/grpc-kit';
import { findLetter, LAST_POSITION, listLetters } from '@safe-community/ledger';
import { query } from '../../module/query.ts';
import type { Rpc } from '../../module/rpc.ts';
import { isKnownState, stateOf, toMessage, toWholeLetter } from './dead-letters.mapping.ts';

const listDeadLetters = query(DeadLetterServiceService.listDeadLetters, {
  parse({ request, fields }) {
    const { state, eventType } = request;
    fields.check(unless(isKnownState(state), 'state', 'must be a known state'));
    const list = readListPage(request, fields, ListDeadLettersRequest, toBigInt);
    const known = stateOf(state);
    return { list, filter: { eventType, ...(known === undefined ? {} : { state: known }) } };
  },
  async read({
    query: {
      filter,
      list: { place: after = 0n, size },
    },
    database,
  }) {
    return pageOf(await listLetters(database.em.fork(), filter, after, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    deadLetters: page.map(toMessage),
    nextPageToken: nextPageToken(list, last?.id),
  }),
});

const getDeadLetter = query(DeadLetterServiceService.getDeadLetter, {
  parse({ request: { letterId }, fields }) {
    fields.check(checkLetterId(letterId, 'letter_id'));
    return letterId;
  },
  read: async ({ query: letterId, database }) =>
    (await findLetter(database.em.fork(), letterId)) ?? notFound('dead letter'),
  reply: ({ found }) => toWholeLetter(found),
});

export const DEAD_LETTER_QUERIES: readonly Rpc[] = [listDeadLetters, getDeadLetter];

export function checkLetterId(id: bigint, field: string): Violation[] {
  return unless(id >= 1n && id <= LAST_POSITION, field, `must be from 1 to ${LAST_POSITION}`);
}
