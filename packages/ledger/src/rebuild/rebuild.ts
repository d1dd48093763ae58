import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Application } from '../consumer/apply-events.ts';
import { lockCheckpoint, moveCheckpoint, type Reader } from '../consumer/checkpoint.ts';
import type { ConsumerOptions } from '../consumer/consumer-options.ts';
import type { Operator } from '../outbox/operator.ts';
import { LedgerIncomplete } from '../consumer/consumer-errors.ts';
import type { CompletedRebuild, CounterChange } from './counter-change.ts';
import { Replay } from './replay.ts';

/** A request of an operator to rebuild the effects of a producer's events. */
export interface RebuildRequest extends Operator {
  readonly id: bigint;
}

/** Events of one call to the producer, which has to end within its deadline. */
const STRETCH = 20_000n;
/** Large, because each batch leaves a dead version of every counter that it changes until the commit. */
const BATCH = 2_000;

/** One statement deletes all effects, and the transaction is idle while it waits for the producer. */
const LONG_TIMEOUTS = `select set_config('statement_timeout', '0', true),
  set_config('idle_in_transaction_session_timeout', '30s', true)`;

/** Stores a request for `rebuild`. Resolves to its id. */
export async function requestRebuild(
  em: EntityManager,
  { consumer, producer, partition }: Reader,
  { caller, actingUser }: Operator,
  reason: string,
): Promise<bigint> {
  const [row] = await rows<{ id: string }>(
    em,
    `insert into consumer_rebuild (consumer, producer, partition, caller, acting_user, reason)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [consumer, producer, partition, caller, actingUser, reason],
  );
  return BigInt(row?.id ?? 0);
}

/** The oldest request that is not carried out yet. */
export async function pendingRebuild(
  em: EntityManager,
  { consumer, producer, partition }: Reader,
): Promise<RebuildRequest | undefined> {
  const [row] = await rows<{ id: string; caller: string; acting_user: string }>(
    em,
    `select id, caller, acting_user from consumer_rebuild
     where consumer = $1 and producer = $2 and partition = $3 and done_at is null order by id limit 1`,
    [consumer, producer, partition],
  );
  return row && { id: BigInt(row.id), caller: row.caller, actingUser: row.acting_user };
}

/** The last request that is done. */
export async function completedRebuild(
  em: EntityManager,
  { consumer, producer, partition }: Reader,
): Promise<CompletedRebuild | undefined> {
  const [row] = await rows<{ id: string; done_at: string; failure: string; changes: CounterChange[] | null }>(
    em,
    `select id, done_at, failure, changes from consumer_rebuild
     where consumer = $1 and producer = $2 and partition = $3 and done_at is not null order by id desc limit 1`,
    [consumer, producer, partition],
  );
  if (row === undefined) return undefined;
  return { id: BigInt(row.id), doneAt: toDate(row.done_at), failure: row.failure, changes: row.changes ?? undefined };
}

/**
 * Deletes the effects of all events of a producer and applies its ledger again, in one transaction: readers see the
 * former effects or the new ones. All replicas wait for it at the checkpoint.
 */
export async function rebuild(
  application: Application,
  { forget, compare, source }: Pick<ConsumerOptions, 'forget' | 'compare' | 'source'>,
  signal: AbortSignal,
): Promise<void> {
  const { database, logger, reader } = application;
  await database.em.fork().transactional(async (em) => {
    const checkpoint = await lockCheckpoint(em, reader);
    // Read under the lock: another replica may have carried it out meanwhile.
    const request = await pendingRebuild(em, reader);
    if (request === undefined) return;
    await rows(em, LONG_TIMEOUTS);
    const { epoch, first, head } = await source.head();
    if (first > 1n) {
      logger.error('cannot rebuild: the ledger no longer keeps its oldest events', {
        ...reader,
        position: first,
      });
      return closeRequests(em, reader, request, { failure: 'PRUNED', changes: undefined });
    }
    await forget(em);
    const replay = await Replay.begin(em, application, request);
    let last: Envelope | undefined;
    for (let from = 1n; from <= head; from += STRETCH) {
      const to = from + STRETCH - 1n < head ? from + STRETCH - 1n : head;
      for await (const batch of inBatches(source.read(from, to, signal))) {
        await replay.apply(batch);
        last = batch.at(-1);
      }
    }
    if ((last?.position ?? 0n) !== head || (last !== undefined && last.epoch !== epoch)) {
      throw new LedgerIncomplete('the ledger did not return all events that are to be applied again');
    }
    await replay.end();
    await moveCheckpoint(em, reader, { ...checkpoint, epoch, position: head, eventId: last?.id });
    const changes = await compare?.(database.em.fork(), em);
    await closeRequests(em, reader, request, { failure: '', changes });
    logger.warn('effects rebuilt from the ledger', { ...reader, position: head, caller: request.caller });
  });
}

/** One rebuild carries out all requests that are older than it. */
async function closeRequests(
  em: EntityManager,
  { consumer, producer }: Reader,
  { id }: RebuildRequest,
  { failure, changes }: Pick<CompletedRebuild, 'failure' | 'changes'>,
): Promise<void> {
  await rows(
    em,
    `update consumer_rebuild set done_at = now(), failure = $4, changes = $5::json
     where consumer = $1 and producer = $2 and id <= $3 and done_at is null`,
    [consumer, producer, id, failure, changes === undefined ? null : JSON.stringify(changes)],
  );
}

async function* inBatches(events: AsyncIterable<Envelope>): AsyncGenerator<Envelope[]> {
  let batch: Envelope[] = [];
  for await (const event of events) {
    batch.push(event);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
