import { rows, type Database } from '@safe-community/database';
import { pause } from '@safe-community/events';
import type { Logger } from '@safe-community/telemetry';
import { PARTITION } from './append.ts';
import { pruneBatch } from './prune-batch.ts';
import { headOf } from './stored-event.ts';

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
