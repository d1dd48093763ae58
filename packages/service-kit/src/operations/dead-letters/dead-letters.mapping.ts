import {
  DeadLetterState,
  RedriveOutcome,
  type DeadLetter as DeadLetterMessage,
  type GetDeadLetterResponse,
  type RedriveResult,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { DeadLetter, LetterDecision, LetterState, Redriven } from '@safe-community/ledger';

const STATES = {
  waiting: DeadLetterState.WAITING,
  redriven: DeadLetterState.REDRIVEN,
  discarded: DeadLetterState.DISCARDED,
} as const;

const OUTCOMES = {
  applied: RedriveOutcome.APPLIED,
  failed: RedriveOutcome.FAILED,
  'not-waiting': RedriveOutcome.NOT_WAITING,
} as const;

const STATE_OF: ReadonlyMap<number, LetterState | undefined> = new Map<number, LetterState | undefined>([
  [DeadLetterState.UNSPECIFIED, undefined],
  ...(Object.keys(STATES) as LetterState[]).map((state) => [STATES[state], state] as const),
]);

/** Undefined for letters in any state. */
export function stateOf(number: DeadLetterState): LetterState | undefined {
  return STATE_OF.get(number);
}

export function isKnownState(number: DeadLetterState): boolean {
  return STATE_OF.has(number);
}

export function toMessage(letter: DeadLetter): DeadLetterMessage {
  const { envelope, decision } = letter;
  return {
    letterId: letter.id,
    producer: envelope.producer,
    partition: envelope.partition,
    position: envelope.position,
    epoch: envelope.epoch,
    eventId: envelope.id,
    eventType: envelope.type,
    state: STATES[letter.state],
    failure: letter.failure,
    tries: letter.tries,
    buriedTime: letter.buriedAt,
    lastTriedTime: letter.triedAt,
    decision: decision && toDecision(decision),
    test: envelope.isTest,
  };
}

function toDecision({ at, caller, actingUser, reason }: LetterDecision) {
  return { decidedTime: at, caller, actingUser, reason };
}

export function toWholeLetter(letter: DeadLetter): GetDeadLetterResponse {
  const { subject, recordedAt, body } = letter.envelope;
  return { deadLetter: toMessage(letter), subject, recordedTime: recordedAt, body: Buffer.from(body) };
}

export function toResult({ letterId, outcome, failure }: Redriven): RedriveResult {
  return { letterId, outcome: OUTCOMES[outcome], failure };
}
