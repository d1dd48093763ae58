import { isSchemaFault, isTransient, rows, type EntityManager } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import type { Reader } from '../consumer/checkpoint.ts';
import { reasonOf, type DeadLetter, type Decider } from './dead-letter-store.ts';
import type { EventHandler } from '../consumer/event-handler.ts';

/** Finds what this version of the service does about events of a type. */
export type HandlerOf = (producer: string, eventType: string) => EventHandler | undefined;

export interface Redriven {
  readonly letterId: bigint;
  readonly outcome: 'applied' | 'failed' | 'not-waiting';
  /** Why it failed; empty when it did not. */
  readonly failure: string;
}

/**
 * Applies locked letters one by one, each with its effect and its mark or with neither. What is no event's fault
 * passes through, and then nothing of the transaction stays.
 */
export async function redriveLetters(
  em: EntityManager,
  letters: readonly DeadLetter[],
  handlerOf: HandlerOf,
  decider: Decider,
): Promise<Redriven[]> {
  const waiting = letters.filter(({ state }) => state === 'waiting');
  for (const reader of readersOf(waiting)) await lockOutConsumer(em, reader);
  const results: Redriven[] = [];
  for (const letter of letters) {
    if (letter.state !== 'waiting') results.push({ letterId: letter.id, outcome: 'not-waiting', failure: '' });
    else results.push(await redriveOne(em, letter, handlerOf, decider));
  }
  return results;
}

async function redriveOne(
  em: EntityManager,
  letter: DeadLetter,
  handlerOf: HandlerOf,
  decider: Decider,
): Promise<Redriven> {
  try {
    // A savepoint: what one leaves half done must not stay with the effects of the others.
    await em.transactional(async (inner) => {
      await apply(inner, letter, handlerOf);
      await inner.flush();
      await markRedriven(inner, letter.id, decider);
    });
    return { letterId: letter.id, outcome: 'applied', failure: '' };
  } catch (error) {
    if (isTransient(error)) throw error;
    if (isSchemaFault(error)) throw preconditionFailed('NOT_MIGRATED', 'the database lacks what this version needs');
    const failure = reasonOf(error);
    await noteFailure(em, letter.id, failure);
    return { letterId: letter.id, outcome: 'failed', failure };
  }
}

async function apply(em: EntityManager, { envelope }: DeadLetter, handlerOf: HandlerOf): Promise<void> {
  const handler = handlerOf(envelope.producer, envelope.type);
  if (handler === undefined) throw new NotHeard();
  await handler.apply(em, [envelope]);
}

/** This version of the service does nothing about events of the type: to call that applied would hide it. */
class NotHeard extends Error {
  override readonly name = 'NotHeard';
}

/** In one order for all, so that two redrives at once do not wait for each other. */
function readersOf(letters: readonly DeadLetter[]): Reader[] {
  const readers = new Map(letters.map(({ reader }) => [`${reader.producer} ${reader.partition}`, reader]));
  return [...readers.entries()].toSorted(([one], [other]) => one.localeCompare(other)).map(([, reader]) => reader);
}

/**
 * Handlers may count on being alone: the consumer waits until this transaction ends. Unlike its commits this one
 * waits for the disk, since somebody is told of it.
 */
async function lockOutConsumer(em: EntityManager, { consumer, producer, partition }: Reader): Promise<void> {
  await rows(
    em,
    `update consumer_checkpoint set redriven = redriven + 1
     where consumer = $1 and producer = $2 and partition = $3`,
    [consumer, producer, partition],
  );
}

/** A letter whose event is applied waits no more. */
export async function markRedriven(em: EntityManager, id: bigint, { caller, actingUser }: Decider): Promise<void> {
  await rows(
    em,
    `update dead_letter
     set state = 'redriven', tries = tries + 1, tried_at = now(), decided_at = now(), caller = $2, acting_user = $3
     where id = $1`,
    [id, caller, actingUser],
  );
}

/** A letter whose event failed again waits on. */
export async function noteFailure(em: EntityManager, id: bigint, failure: string): Promise<void> {
  await rows(em, 'update dead_letter set reason = $2, tries = tries + 1, tried_at = now() where id = $1', [
    id,
    failure,
  ]);
}
