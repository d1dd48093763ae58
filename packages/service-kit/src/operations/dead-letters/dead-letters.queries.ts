import {
  DeadLetterServiceService,
  ListDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { notFound, unless, type Violation } from '@safe-community/domain-kit';
import { pageOf, pageTokenOf, readPage, toBigInt } from '@safe-community/grpc-kit';
import { findLetter, LAST_POSITION, listLetters } from '@safe-community/ledger';
import { query } from '../../module/query.ts';
import type { Rpc } from '../../module/rpc.ts';
import { isKnownState, stateOf, toMessage, toWholeLetter } from './dead-letters.mapping.ts';

const listDeadLetters = query(DeadLetterServiceService.listDeadLetters, {
  parse(request, fields) {
    const { state, eventType } = request;
    const listed = ListDeadLettersRequest.encode({ ...request, pageSize: 0, pageToken: '' }).finish();
    const { size, place = 0n, violations } = readPage(request, listed, toBigInt);
    fields.check([...violations, ...unless(isKnownState(state), 'state', 'must be a known state')]);
    const known = stateOf(state);
    return { listed, size, after: place, filter: { eventType, ...(known === undefined ? {} : { state: known }) } };
  },
  async read({ filter, after, size }, _call, database) {
    return pageOf(await listLetters(database.em.fork(), filter, after, size + 1), size);
  },
  reply: ({ page, last }, { listed }) => ({
    deadLetters: page.map(toMessage),
    nextPageToken: last === undefined ? '' : pageTokenOf(listed, String(last.id)),
  }),
});

const getDeadLetter = query(DeadLetterServiceService.getDeadLetter, {
  parse({ letterId }, fields) {
    fields.check(checkLetterId(letterId, 'letter_id'));
    return letterId;
  },
  read: async (letterId, _call, database) =>
    (await findLetter(database.em.fork(), letterId)) ?? notFound('dead letter'),
  reply: toWholeLetter,
});

export const DEAD_LETTER_QUERIES: readonly Rpc[] = [listDeadLetters, getDeadLetter];

export function checkLetterId(id: bigint, field: string): Violation[] {
  return unless(id >= 1n && id <= LAST_POSITION, field, `must be from 1 to ${LAST_POSITION}`);
}
