import {
  DeadLetterServiceService,
  type RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { notFound, preconditionFailed, unless, type Violation } from '@safe-community/domain-kit';
import {
  LAST_POSITION,
  lockLetters,
  lockWaiting,
  markDiscarded,
  redriveLetters,
  type HandlerOf,
} from '@safe-community/ledger';
import { given } from '../../module/given.ts';
import type { Rpc } from '../../module/rpc.ts';
import { checkReason, operatorOf } from '../operator-fields.ts';
import { toResult } from './dead-letters.mapping.ts';
import { checkLetterId, DEAD_LETTER_QUERIES } from './dead-letters.queries.ts';

type Deps = { readonly handlerOf: HandlerOf };

const { command } = given<Deps>();

const MAX_AT_A_TIME = 100;

/** Gives the events of letters to the handlers of the running version. */
const redriveDeadLetters = command(DeadLetterServiceService.redriveDeadLetters, {
  parse({ request, fields }) {
    fields.check(checkRedrive(request));
    return request;
  },
  async load({ tx, command: { letterIds, eventType, afterLetterId } }) {
    if (eventType !== '') return lockWaiting(tx, eventType, afterLetterId, MAX_AT_A_TIME);
    const letters = await lockLetters(tx, letterIds);
    return letters.length < letterIds.length ? notFound('dead letter') : letters;
  },
  decide({ loaded: letters, command: { eventType } }) {
    const isFull = eventType !== '' && letters.length === MAX_AT_A_TIME;
    return { letters, nextAfterLetterId: isFull ? (letters.at(-1)?.id ?? 0n) : 0n };
  },
  async save({ tx, change: { letters, nextAfterLetterId }, call, deps: { handlerOf } }) {
    const results = await redriveLetters(tx, letters, handlerOf, operatorOf(call));
    return { results, nextAfterLetterId, eventIds: letters.map(({ envelope }) => envelope.id) };
  },
  subjects: ({ saved: { eventIds } }) => eventIds,
  reply: ({ saved: { results, nextAfterLetterId } }) => ({ results: results.map(toResult), nextAfterLetterId }),
});

const discardDeadLetter = command(DeadLetterServiceService.discardDeadLetter, {
  parse({ request: { letterId }, fields }) {
    fields.check(checkLetterId(letterId, 'letter_id'));
    return { letterId, reason: fields.text('reason', checkReason) };
  },
  async load({ tx, command: { letterId } }) {
    const [letter] = await lockLetters(tx, [letterId]);
    return letter ?? notFound('dead letter');
  },
  decide({ loaded: { id, state, envelope }, command: { reason } }) {
    if (state !== 'waiting') return preconditionFailed('NOT_WAITING', 'the dead letter is not waiting');
    return { id, reason, eventId: envelope.id };
  },
  save: async ({ tx, change: { id, reason, eventId }, call }) => ({
    eventId,
    discardedTime: await markDiscarded(tx, id, operatorOf(call), reason),
  }),
  subjects: ({ saved: { eventId } }) => [eventId],
  reply: ({ saved: { discardedTime } }) => ({ discardedTime }),
});

function checkRedrive({ letterIds, eventType, afterLetterId }: RedriveDeadLettersRequest): Violation[] {
  return [
    ...unless(letterIds.length <= MAX_AT_A_TIME, 'letter_ids', `must be at most ${MAX_AT_A_TIME}`),
    ...letterIds.flatMap((id, index) => checkLetterId(id, `letter_ids[${index}]`)),
    ...unless(new Set(letterIds).size === letterIds.length, 'letter_ids', 'must not name a letter twice'),
    ...unless((letterIds.length === 0) !== (eventType === ''), 'letter_ids', 'must be given, or event_type instead'),
    ...unless(afterLetterId === 0n || eventType !== '', 'after_letter_id', 'goes with event_type only'),
    ...unless(afterLetterId <= LAST_POSITION, 'after_letter_id', `must be at most ${LAST_POSITION}`),
  ];
}

/** The events that this service received and could not apply. */
export const DEAD_LETTER_RPCS: readonly Rpc<Deps>[] = [...DEAD_LETTER_QUERIES, redriveDeadLetters, discardDeadLetter];
