import { isSchemaFault, isTransient, runSteps, type EntityManager } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import { countRedrive, type Reader } from '../consumer/checkpoint.ts';
import type { EventHandler } from '../consumer/event-handler.ts';
import type { Operator } from '../outbox/operator.ts';
import { failureOf, markRedriven, noteFailure, type DeadLetter } from './dead-letter-store.ts';

/** The handler of the running version for events of a type. */
export type HandlerOf = (producer: string, eventType: string) => EventHandler | undefined;

export interface Redriven {
  readonly letterId: bigint;
  readonly outcome: 'applied' | 'failed' | 'not-waiting';
  /** Why it failed; empty when it did not. */
  readonly failure: string;
}

/**
 * Applies locked letters one by one, each with its effect and its mark or with neither. An error that no event causes
 * is thrown, and rolls back the whole transaction.
 */
export async function redriveLetters(
  em: EntityManager,
  letters: readonly DeadLetter[],
  handlerOf: HandlerOf,
  operator: Operator,
): Promise<Redriven[]> {
  const waiting = letters.filter(({ state }) => state === 'waiting');
  // This locks the checkpoints, so that handlers never run concurrently with the consumer. Unlike a commit of the
  // consumer, this one waits for the disk, because its outcome is reported to the caller.
  for (const reader of readersOf(waiting)) await countRedrive(em, reader);
  const results: Redriven[] = [];
  for (const letter of letters) {
    if (letter.state !== 'waiting') results.push({ letterId: letter.id, outcome: 'not-waiting', failure: '' });
    else results.push(await redriveOne(em, letter, handlerOf, operator));
  }
  return results;
}

async function redriveOne(
  em: EntityManager,
  letter: DeadLetter,
  handlerOf: HandlerOf,
  operator: Operator,
): Promise<Redriven> {
  try {
    // A savepoint, so that an event that fails leaves no partial effects.
    await em.transactional(async (inner) => {
      await apply(inner, letter, handlerOf);
      await inner.flush();
      await markRedriven(inner, letter.id, operator);
    });
    return { letterId: letter.id, outcome: 'applied', failure: '' };
  } catch (error) {
    if (isTransient(error)) throw error;
    if (isSchemaFault(error)) throw preconditionFailed('NOT_MIGRATED', 'the database lacks what this version needs');
    const failure = failureOf(error);
    await noteFailure(em, letter.id, failure);
    return { letterId: letter.id, outcome: 'failed', failure };
  }
}

async function apply(em: EntityManager, { envelope }: DeadLetter, handlerOf: HandlerOf): Promise<void> {
  const handler = handlerOf(envelope.producer, envelope.type);
  if (handler === undefined) throw new NotHeard();
  await runSteps(em, handler.effects([envelope]));
}

/** This version of the service has no handler for the type: reporting it as applied would hide that. Operators read the name. */
class NotHeard extends Error {
  override readonly name = 'NotHeard';
}

/** In the same order for all, so that two redrives cannot deadlock. */
function readersOf(letters: readonly DeadLetter[]): Reader[] {
  const readers = new Map(letters.map(({ reader }) => [`${reader.producer} ${reader.partition}`, reader]));
  return [...readers.entries()].toSorted(([one], [other]) => one.localeCompare(other)).map(([, reader]) => reader);
}
