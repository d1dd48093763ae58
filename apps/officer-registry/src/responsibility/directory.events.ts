import type { Database } from '@safe-community/database';
import {
  EVENT_KINDS,
  officerRegistered,
  starostaDistrictDefined,
  territoryChanged,
  territoryUnitListed,
  type EventKind,
} from '@safe-community/events';
import { readLedgerChanges, type LedgerChanges } from '@safe-community/ledger';

/** The changes after a position, as far as they concern the directory. */
export interface DirectoryChanges extends Pick<LedgerChanges, 'head' | 'pruned'> {
  readonly officerIds: readonly string[];
  readonly beatIds: readonly string[];
  readonly unitCodes: readonly string[];
  readonly hasTerritoryChange: boolean;
  readonly hasDistrictDecision: boolean;
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

/** The types of events after which the directory reads an officer, a beat, a unit, the mergers or the starosta districts again. */
export const DIRECTORY_TYPES: readonly string[] = [
  ...OFFICER_KINDS,
  ...BEAT_KINDS,
  territoryUnitListed,
  territoryChanged,
  starostaDistrictDefined,
].map(({ type }) => type);

/** Reads from the service's own ledger which officers, beats and units have changed. */
export async function readChanges(database: Database, since: bigint): Promise<DirectoryChanges> {
  const { head, pruned, events } = await readLedgerChanges(database.em.fork(), since, DIRECTORY_TYPES);
  const messagesOf = <Message>(kind: EventKind<Message>): Message[] =>
    events.flatMap(({ type, body }) => (type === kind.type ? [kind.decode(body)] : []));
  return {
    head,
    pruned,
    officerIds: unique(OFFICER_KINDS.flatMap((kind) => messagesOf(kind)).map(({ officerId }) => officerId)),
    beatIds: unique(BEAT_KINDS.flatMap((kind) => messagesOf(kind)).map(({ beatId }) => beatId)),
    unitCodes: unique(messagesOf(territoryUnitListed).map(({ code }) => code)),
    hasTerritoryChange: events.some(({ type }) => type === territoryChanged.type),
    hasDistrictDecision: events.some(({ type }) => type === starostaDistrictDefined.type),
  };
}

function hasId<Id extends string>(kind: EventKind<unknown>, id: Id): kind is EventKind<Readonly<Record<Id, string>>> {
  const message = kind.decode(new Uint8Array());
  return kind.domain === 'officers' && message instanceof Object && id in message;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
