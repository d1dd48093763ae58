import { rows, type EntityManager } from '@safe-community/database';
import type { Envelope } from '@safe-community/events';
import type { Application } from '../consumer/apply-events.ts';
import { lockCheckpoint, moveCheckpoint, type Reader } from '../consumer/checkpoint.ts';
import type { ConsumerOptions } from '../consumer/consumer-options.ts';
import type { Decider } from '../dead-letters/dead-letter-store.ts';
import { LedgerIncomplete } from '../consumer/consumer-errors.ts';
import { Replay } from './replay.ts';

/** Somebody's wish to have the effects of a producer's events made anew. */
export interface RebuildRequest extends Decider {
  readonly id: bigint;
}

/** Of one call to the producer: each has to end within its deadline. */
const STRETCH = 20_000n;
/** A counter that grows leaves a version behind until the commit, and each batch lets it grow once. */
const BATCH = 2_000;

/** It deletes all there is by one statement, and waits for the producer between two others. */
const UNHURRIED = `select set_config('statement_timeout', '0', true),
  set_config('idle_in_transaction_session_timeout', '30s', true)`;

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

/**
 * Takes the effects of all events of a producer away and makes them anew from its ledger, in one transaction: others
 * see those of before or those of after. All replicas wait for it at the checkpoint.
 */
export async function rebuild(
  application: Application,
  { forget, source }: Pick<ConsumerOptions, 'forget' | 'source'>,
  signal: AbortSignal,
): Promise<void> {
  const { database, logger, reader } = application;
  await database.em.fork().transactional(async (em) => {
    const checkpoint = await lockCheckpoint(em, reader);
    // Asked for under the lock: another replica may have carried it out meanwhile.
    const request = await pendingRebuild(em, reader);
    if (request === undefined) return;
    await rows(em, UNHURRIED);
    const { epoch, first, head } = await source.head();
    if (first > 1n) {
      logger.error('effects cannot be rebuilt: the ledger does not keep its oldest events', {
        ...reader,
        position: first,
      });
      return closeRequests(em, reader, request, 'PRUNED');
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
      throw new LedgerIncomplete('the ledger did not give all that is to be applied again');
    }
    await replay.end();
    await moveCheckpoint(em, reader, { ...checkpoint, epoch, position: head, eventId: last?.id });
    await closeRequests(em, reader, request, '');
    logger.warn('effects are rebuilt from the ledger', { ...reader, position: head, caller: request.caller });
  });
}

/** Those of before are carried out by the same. */
async function closeRequests(
  em: EntityManager,
  { consumer, producer }: Reader,
  { id }: RebuildRequest,
  failure: string,
): Promise<void> {
  await rows(
    em,
    `update consumer_rebuild set done_at = now(), failure = $4
     where consumer = $1 and producer = $2 and id <= $3 and done_at is null`,
    [consumer, producer, id, failure],
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
