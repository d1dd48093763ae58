import { prepared, rows, type Database } from '@safe-community/database';
import {
  EVENT_KINDS,
  officerRegistered,
  territoryChanged,
  territoryUnitListed,
  type EventKind,
} from '@safe-community/events';
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
  readonly beatIds: readonly string[];
  readonly unitCodes: readonly string[];
  readonly hasTerritoryChange: boolean;
}

/**
 * The kinds that name an officer, derived from the catalogue: another one is read without an entry here. A registration is
 * left out, because an officer without a beat is not in the directory.
 */
const OFFICER_KINDS = EVENT_KINDS.filter((kind) => hasId(kind, 'officerId')).filter(
  ({ type }) => type !== officerRegistered.type,
);

/** The kinds about a beat itself. */
const BEAT_KINDS = EVENT_KINDS.filter((kind) => hasId(kind, 'beatId')).filter(
  (kind) => !OFFICER_KINDS.some(({ type }) => type === kind.type),
);

/** The types of events after which the directory reads an officer, a beat, a unit or the mergers again. */
export const DIRECTORY_TYPES: readonly string[] = [
  ...OFFICER_KINDS,
  ...BEAT_KINDS,
  territoryUnitListed,
  territoryChanged,
].map(({ type }) => type);

/**
 * Reads from the service's own ledger which officers, beats and units have changed. One statement, hence one snapshot: all that
 * was committed up to its head is visible to later statements.
 */
export async function readChanges(database: Database, since: bigint): Promise<DirectoryChanges> {
  const found = await rows<ChangeRow>(database.em.fork(), CHANGES, [PARTITION, since, DIRECTORY_TYPES]);
  const [first] = found;
  if (first === undefined) throw new Error('the ledger has no head row: is the database migrated?');
  const messagesOf = <Message>(kind: EventKind<Message>): Message[] =>
    found.flatMap((row) => (row.type === kind.type && row.body !== null ? [kind.decode(row.body)] : []));
  return {
    head: { epoch: first.epoch, position: BigInt(first.head) },
    pruned: BigInt(first.pruned),
    officerIds: unique(OFFICER_KINDS.flatMap((kind) => messagesOf(kind)).map(({ officerId }) => officerId)),
    beatIds: unique(BEAT_KINDS.flatMap((kind) => messagesOf(kind)).map(({ beatId }) => beatId)),
    unitCodes: unique(messagesOf(territoryUnitListed).map(({ code }) => code)),
    hasTerritoryChange: found.some(({ type }) => type === territoryChanged.type),
  };
}

function hasId<Id extends string>(kind: EventKind<unknown>, id: Id): kind is EventKind<Readonly<Record<Id, string>>> {
  const message = kind.decode(new Uint8Array());
  return kind.domain === 'officers' && message instanceof Object && id in message;
}

interface ChangeRow {
  readonly epoch: string;
  readonly head: string;
  readonly pruned: string;
  readonly type: string | null;
  readonly body: Buffer | null;
}

const CHANGES = prepared(`
  select l.epoch, h.position as head, p.position as pruned, e.type, e.body
  from ledger_epoch l, ledger_head h join ledger_pruned p using (partition) left join ledger_event e
    on e.partition = h.partition and e.position > $2 and e.position <= h.position and e.type = any($3)
  where h.partition = $1`);

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
