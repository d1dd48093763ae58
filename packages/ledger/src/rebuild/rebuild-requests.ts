import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Reader } from '../consumer/checkpoint.ts';
import type { Operator } from '../outbox/operator.ts';
import type { CompletedRebuild, CounterChange } from './counter-change.ts';

/** A request of an operator to rebuild the effects of a producer's events. */
export interface RebuildRequest extends Operator {
  readonly id: bigint;
}

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
export async function pendingRebuild(em: EntityManager, reader: Reader): Promise<RebuildRequest | undefined> {
  return toRequest(await rows<RequestRow>(em, PENDING, keyOf(reader)));
}

/** The same, locked until this transaction ends; undefined as well while another replica carries it out. */
export async function lockPendingRebuild(em: EntityManager, reader: Reader): Promise<RebuildRequest | undefined> {
  return toRequest(await rows<RequestRow>(em, LOCK_PENDING, keyOf(reader)));
}

interface RequestRow {
  readonly id: string;
  readonly caller: string;
  readonly acting_user: string;
}

const PENDING = `
  select id, caller, acting_user from consumer_rebuild
  where consumer = $1 and producer = $2 and partition = $3 and done_at is null order by id limit 1`;
const LOCK_PENDING = `
  select id, caller, acting_user from consumer_rebuild
  where id = (select min(id) from consumer_rebuild
    where consumer = $1 and producer = $2 and partition = $3 and done_at is null) and done_at is null
  for update skip locked`;

function toRequest([row]: readonly RequestRow[]): RebuildRequest | undefined {
  return row && { id: BigInt(row.id), caller: row.caller, actingUser: row.acting_user };
}

/** The last request that is done. */
export async function completedRebuild(em: EntityManager, reader: Reader): Promise<CompletedRebuild | undefined> {
  const [row] = await rows<{ id: string; done_at: string; failure: string; changes: CounterChange[] | null }>(
    em,
    `select id, done_at, failure, changes from consumer_rebuild
     where consumer = $1 and producer = $2 and partition = $3 and done_at is not null order by id desc limit 1`,
    keyOf(reader),
  );
  if (row === undefined) return undefined;
  return { id: BigInt(row.id), doneAt: toDate(row.done_at), failure: row.failure, changes: row.changes ?? undefined };
}

/** One rebuild carries out all requests that are older than it. */
export async function closeRequests(
  em: EntityManager,
  { consumer, producer }: Reader,
  { id }: RebuildRequest,
  { failure, changes }: Pick<CompletedRebuild, 'failure' | 'changes'>,
): Promise<void> {
  await rows(
    em,
    `update consumer_rebuild set done_at = clock_timestamp(), failure = $4, changes = $5::json
     where consumer = $1 and producer = $2 and id <= $3 and done_at is null`,
    [consumer, producer, id, failure, changes === undefined ? null : JSON.stringify(changes)],
  );
}

function keyOf({ consumer, producer, partition }: Reader): unknown[] {
  return [consumer, producer, partition];
}
