import { rows, type Database } from '@safe-community/database';
import { officerAssigned, officerStateChanged, territoryUnitListed } from '@safe-community/events';
import { PARTITION } from '@safe-community/ledger';

/** A position in the service's own ledger. */
export interface LedgerPosition {
  readonly epoch: string;
  readonly position: bigint;
}

/** The changes after a position, as far as they concern the directory. */
export interface DirectoryChanges {
  readonly head: LedgerPosition;
  /** Events up to this position are deleted, so they cannot show what changed since an earlier one. */
  readonly pruned: bigint;
  readonly officerIds: readonly string[];
  readonly unitCodes: readonly string[];
}

/**
 * Reads from the service's own ledger which officers and units have changed. One statement has one snapshot: later
 * statements see everything that was committed up to its head.
 */
export async function readChanges(database: Database, since: bigint): Promise<DirectoryChanges> {
  const found = await rows<ChangeRow>(database.em.fork(), CHANGES, [
    PARTITION,
    since,
    [officerAssigned.type, officerStateChanged.type, territoryUnitListed.type],
  ]);
  const [first] = found;
  if (first === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  const bodiesOf = (type: string) => found.flatMap((row) => (row.type === type && row.body !== null ? [row.body] : []));
  return {
    head: { epoch: first.epoch, position: BigInt(first.head) },
    pruned: BigInt(first.pruned),
    officerIds: unique([
      ...bodiesOf(officerAssigned.type).map((body) => officerAssigned.decode(body).officerId),
      ...bodiesOf(officerStateChanged.type).map((body) => officerStateChanged.decode(body).officerId),
    ]),
    unitCodes: unique(bodiesOf(territoryUnitListed.type).map((body) => territoryUnitListed.decode(body).code)),
  };
}

interface ChangeRow {
  readonly epoch: string;
  readonly head: string;
  readonly pruned: string;
  readonly type: string | null;
  readonly body: Buffer | null;
}

const CHANGES = `
  select l.epoch, h.position as head, p.position as pruned, e.type, e.body
  from ledger_epoch l, ledger_head h join ledger_pruned p using (partition) left join ledger_event e
    on e.partition = h.partition and e.position > $2 and e.position <= h.position and e.type = any($3)
  where h.partition = $1`;

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
