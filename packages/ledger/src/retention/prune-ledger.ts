import { crashPoint } from '@safe-community/database/crash-points';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { PARTITION } from '../outbox/append.ts';
import { pause } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import { headOf } from '../outbox/stored-event.ts';

/** Which events may go. */
export interface Prunable {
  /** Older than this, in days. */
  readonly keptDays: number;
  /** Up to this position: what all have applied who must. */
  readonly upTo: bigint;
}

/** What went. */
export interface PrunedBatch {
  readonly events: number;
  /** Those among them that the broker had never taken. */
  readonly neverTaken: readonly bigint[];
}

/** Measured: larger ones gain little, and hold their locks for longer. */
const BATCH = 2_000;
const NOTHING: PrunedBatch = { events: 0, neverTaken: [] };

/**
 * Deletes the oldest events that may go, up to a batch of them; never one that the broker has not been given. It is
 * always the beginning of the ledger, so that what is kept has no gaps.
 */
export function pruneBatch(database: Database, { keptDays, upTo }: Prunable): Promise<PrunedBatch> {
  return database.em.fork().transactional(async (em) => {
    const mark = await lockPruned(em);
    if (mark === undefined) return NOTHING;
    const { pruned, published } = mark;
    const cut = await lastDue(em, { after: pruned, upTo: upTo < published ? upTo : published, keptDays });
    if (cut <= pruned) return NOTHING;
    await deleteEvents(em, pruned, cut);
    const neverTaken = await forgetSetAside(em, cut);
    await movePruned(em, cut);
    crashPoint('prune.before-commit');
    return { events: Number(cut - pruned), neverTaken };
  });
}

interface Due {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly keptDays: number;
}

/** The last event of a batch before which all are old enough; a clock that went back has left younger ones in between. */
async function lastDue(em: EntityManager, { after, upTo, keptDays }: Due): Promise<bigint> {
  const [row] = await rows<{ cut: string | null }>(
    em,
    `select coalesce(min(position) filter (where not is_due) - 1, max(position)) as cut
     from (
       select position, recorded_at < clock_timestamp() - make_interval(days => $5::int) as is_due
       from ledger_event where partition = $1 and position > $2 and position <= $3 order by position limit $4
     ) as next`,
    [PARTITION, after, upTo, BATCH, keptDays],
  );
  return BigInt(row?.cut ?? 0);
}

/**
 * The rights of the service let it delete old and published events only, and are silent about the others
 * (`rights.ts`): one that stayed while the mark moves past it would stay for ever.
 */
async function deleteEvents(em: EntityManager, after: bigint, upTo: bigint): Promise<void> {
  const [gone] = await rows<{ count: string }>(
    em,
    `with gone as (
       delete from ledger_event where partition = $1 and position > $2 and position <= $3 returning 1
     ) select count(*) from gone`,
    [PARTITION, after, upTo],
  );
  if (BigInt(gone?.count ?? 0) !== upTo - after) throw new Error('events that are to be pruned may not go yet');
}

async function forgetSetAside(em: EntityManager, upTo: bigint): Promise<bigint[]> {
  const found = await rows<{ position: string }>(
    em,
    'delete from ledger_set_aside where partition = $1 and position <= $2 returning position',
    [PARTITION, upTo],
  );
  return found.map(({ position }) => BigInt(position));
}

/** Why it is not further. */
type HoldingReason = 'nobody-hears' | 'no-answer' | 'does-not-hear' | 'applied-nothing' | 'other-epoch' | 'behind';

/** Up to where nobody needs the events any more, and who is the last of them. */
export interface Holding {
  readonly upTo: bigint;
  /** Empty when nobody has to be asked. */
  readonly consumer: string;
  readonly reason: HoldingReason;
}

export interface PruningOptions {
  readonly database: Database;
  /** From 1: younger events stay. */
  readonly keptDays: number;
  /** Asks the known consumers up to where all of them have applied a ledger of this epoch. */
  readonly askConsumers: (epoch: string) => Promise<Holding>;
  readonly logger: Logger;
}

/**
 * A consumer's commit does not wait for its disk. What it says now is there to stay after this time (its server writes
 * within a second), so that it never needs again what went because of its word.
 */
const SETTLE_MS = 3_000;
/** Between two batches: those who write and read come first. */
const BREATHER_MS = 20;

/**
 * Deletes events that are older than the policy says, published, and applied by every known consumer. Batch by batch,
 * until nothing is due or the signal says stop. Resolves to how many went.
 */
export async function pruneLedger(options: PruningOptions, signal: AbortSignal): Promise<number> {
  const { database, keptDays, logger } = options;
  if (!(await isDue(options))) return 0;
  const { epoch } = await headOf(database.em.fork(), PARTITION);
  const { upTo, consumer, reason } = await options.askConsumers(epoch);
  if (consumer !== '') await pause(SETTLE_MS, signal);
  let events = 0;
  while (!signal.aborted) {
    const batch = await pruneBatch(database, { keptDays, upTo });
    if (batch.events === 0) break;
    events += batch.events;
    if (batch.neverTaken.length > 0) {
      const [position] = batch.neverTaken;
      const about = { count: batch.neverTaken.length, position };
      logger.warn('events that the broker never took are pruned with the others of their age', about);
    }
    await pause(BREATHER_MS, signal);
  }
  if (events > 0) logger.info('events older than the policy says were pruned', { count: events });
  if (!signal.aborted && (await isDue(options))) {
    const about = { consumer, position: upTo, cause: reason };
    logger.warn('events are older than the policy says and stay: they may still be needed', about);
  }
  return events;
}

async function isDue({ database, keptDays }: PruningOptions): Promise<boolean> {
  const [oldest] = await rows<{ is_due: boolean }>(
    database.em.fork(),
    `select recorded_at < clock_timestamp() - make_interval(days => $2::int) as is_due
     from ledger_event e join ledger_pruned p using (partition)
     where partition = $1 and e.position > p.position order by e.position limit 1`,
    [PARTITION, keptDays],
  );
  return oldest?.is_due === true;
}

/** The ledger as somebody finds it who wants to prune it. */
export interface PruneMark {
  /** All up to here is pruned already. */
  readonly pruned: bigint;
  /** All up to here is with the broker. */
  readonly published: bigint;
}

/**
 * Reads how far the ledger is pruned, so that nobody else prunes it before this transaction ends; undefined while
 * somebody else does. Its commit need not wait for the disk: pruning that is lost with the server is done again.
 */
export async function lockPruned(em: EntityManager): Promise<PruneMark | undefined> {
  const [row] = await rows<{ pruned: string; published: string }>(
    em,
    `select p.position as pruned, m.position as published, set_config('synchronous_commit', 'off', true)
     from ledger_pruned p join ledger_mark m using (partition) where partition = $1 for update of p skip locked`,
    [PARTITION],
  );
  return row && { pruned: BigInt(row.pruned), published: BigInt(row.published) };
}

export async function movePruned(em: EntityManager, to: bigint): Promise<void> {
  await rows(em, 'update ledger_pruned set position = $2 where partition = $1', [PARTITION, to]);
}
