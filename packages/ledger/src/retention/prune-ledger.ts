import { crashPoint } from '@safe-community/database/crash-points';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { pause } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import { PARTITION } from '../outbox/append.ts';
import { headOf } from '../outbox/stored-event.ts';

/** Why events up to the hold's position, and no more, may be pruned. */
type HoldReason = 'no-consumers' | 'no-answer' | 'not-subscribed' | 'applied-nothing' | 'other-epoch' | 'behind';

/** Up to where no consumer needs the events any more, and which consumer is the last. */
export interface RetentionHold {
  readonly upTo: bigint;
  /** Empty when there are no consumers to ask. */
  readonly consumer: string;
  readonly reason: HoldReason;
}

export interface PruningOptions {
  readonly database: Database;
  /** From 1: younger events stay. */
  readonly keptDays: number;
  /** Asks the known consumers up to where all of them have applied a ledger of this epoch. */
  readonly askConsumers: (epoch: string) => Promise<RetentionHold>;
  readonly logger: Logger;
}

/**
 * A consumer's commit does not wait for its disk. After this time what it has reported is on its disk (its server
 * writes within a second), so it can never need a pruned event again.
 */
const SETTLE_MS = 3_000;
/** Between two batches, for calls that read and write. */
const PAUSE_MS = 20;

/**
 * Deletes events that are older than the policy, published, and applied by every known consumer. Runs batch by batch
 * until none is left or the signal is aborted. Resolves to how many were deleted.
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
    if (batch.neverPublished.length > 0) {
      const [position] = batch.neverPublished;
      logger.warn('pruned events that the broker never accepted', { count: batch.neverPublished.length, position });
    }
    await pause(PAUSE_MS, signal);
  }
  if (events > 0) logger.info('pruned old events', { count: events });
  if (!signal.aborted && (await isDue(options))) {
    const about = { consumer, position: upTo, cause: reason };
    logger.warn('old events are not pruned: a consumer may still need them', about);
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

/** Which events may be deleted. */
interface Prunable {
  /** Older than this, in days. */
  readonly keptDays: number;
  /** Up to this position: all consumers have applied it. */
  readonly upTo: bigint;
}

interface PrunedBatch {
  readonly events: number;
  /** Positions of those among them that were quarantined. */
  readonly neverPublished: readonly bigint[];
}

/** Measured: larger batches gain little, and hold their locks longer. */
const BATCH = 2_000;
const NOTHING: PrunedBatch = { events: 0, neverPublished: [] };

/**
 * Deletes the oldest events that may go, up to a batch of them; never one that the relay has not published. It always
 * deletes the beginning of the ledger, so that what is kept has no gaps.
 */
function pruneBatch(database: Database, { keptDays, upTo }: Prunable): Promise<PrunedBatch> {
  return database.em.fork().transactional(async (em) => {
    const mark = await lockPruned(em);
    if (mark === undefined) return NOTHING;
    const { pruned, published } = mark;
    const cut = await lastDue(em, { after: pruned, upTo: upTo < published ? upTo : published, keptDays });
    if (cut <= pruned) return NOTHING;
    await deleteEvents(em, pruned, cut);
    const neverPublished = await forgetQuarantined(em, cut);
    await movePruned(em, cut);
    crashPoint('prune.before-commit');
    return { events: Number(cut - pruned), neverPublished };
  });
}

interface PruneMark {
  /** All events up to here are pruned already. */
  readonly pruned: bigint;
  /** All events up to here are with the broker. */
  readonly published: bigint;
}

/**
 * Reads how far the ledger is pruned, and locks that row; undefined while another replica prunes. The commit need not
 * wait for the disk: pruning that is lost with the server is repeated.
 */
async function lockPruned(em: EntityManager): Promise<PruneMark | undefined> {
  const [row] = await rows<{ pruned: string; published: string }>(
    em,
    `select p.position as pruned, m.position as published, set_config('synchronous_commit', 'off', true)
     from ledger_pruned p join ledger_mark m using (partition) where partition = $1 for update of p skip locked`,
    [PARTITION],
  );
  return row && { pruned: BigInt(row.pruned), published: BigInt(row.published) };
}

async function movePruned(em: EntityManager, to: bigint): Promise<void> {
  await rows(em, 'update ledger_pruned set position = $2 where partition = $1', [PARTITION, to]);
}

interface Due {
  readonly after: bigint;
  readonly upTo: bigint;
  readonly keptDays: number;
}

/** The last event of a batch before which all are old enough. A clock that went back leaves younger ones in between. */
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
 * The rights of the service let it delete only old, published events, and silently skip others (`rights.ts`): an event
 * left behind the mark would stay forever.
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

async function forgetQuarantined(em: EntityManager, upTo: bigint): Promise<bigint[]> {
  const found = await rows<{ position: string }>(
    em,
    'delete from ledger_set_aside where partition = $1 and position <= $2 returning position',
    [PARTITION, upTo],
  );
  return found.map(({ position }) => BigInt(position));
}
