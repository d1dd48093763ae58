import { prepared, rows, type EntityManager } from '@safe-community/database';
import { PARTITION } from '../outbox/append.ts';

/** An event as the ledger stores it. */
interface StoredEvent {
  readonly type: string;
  readonly body: Uint8Array;
}

/** The events of some types after a position. */
export interface LedgerChanges {
  readonly head: { readonly epoch: string; readonly position: bigint };
  /** Events up to this position are deleted, so they cannot show what changed since an earlier one. */
  readonly pruned: bigint;
  readonly events: readonly StoredEvent[];
}

/**
 * Reads the service's own ledger. One statement, hence one snapshot: all that was committed up to its head is visible to
 * later statements.
 */
export async function readLedgerChanges(
  em: EntityManager,
  since: bigint,
  types: readonly string[],
): Promise<LedgerChanges> {
  const found = await rows<ChangeRow>(em, CHANGES, [PARTITION, since, types]);
  const [first] = found;
  if (first === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  return {
    head: { epoch: first.epoch, position: BigInt(first.head) },
    pruned: BigInt(first.pruned),
    events: found.flatMap(({ type, body }) => (type === null || body === null ? [] : [{ type, body }])),
  };
}

interface ChangeRow {
  readonly epoch: string;
  readonly head: string;
  readonly pruned: string;
  readonly type: string | null;
  readonly body: Buffer | null;
}

// The upper bound is a subquery, not `h.position`: from a join the planner expects a ninth of a large ledger, and scans it.
const CHANGES = prepared(`
  select l.epoch, h.position as head, p.position as pruned, e.type, e.body
  from ledger_epoch l, ledger_head h join ledger_pruned p using (partition) left join ledger_event e
    on e.partition = $1 and e.position > $2 and e.position <= (select position from ledger_head where partition = $1)
      and e.type = any($3)
  where h.partition = $1`);
