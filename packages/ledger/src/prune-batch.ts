import { crashPoint } from '@safe-community/database/crash-points';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import { PARTITION } from './append.ts';
import { lockPruned, movePruned } from './pruned.ts';

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
