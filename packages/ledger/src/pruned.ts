import { rows, type EntityManager } from '@safe-community/database';
import { PARTITION } from './append.ts';

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
