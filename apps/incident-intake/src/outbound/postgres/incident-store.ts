import { isTransient, type Database, type EntityManager } from '@safe-community/database';
import { Refusal } from '@safe-community/grpc-kit';
import { appendEvents, claimAll, GroupCommit, type Wakeup } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/vault';
import type { Committed, IncidentStore } from '../../app/ports.ts';
import { insertIncidents } from './insert-incidents.ts';
import { sealPersonal } from './personal-columns.ts';
import type { SealedEntry } from './sealed-entry.ts';

export interface GroupedIncidentStore extends IncidentStore {
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
}

/** Measured best on two cores: larger groups gain nothing, smaller ones cost commits. */
const LARGEST_GROUP = 256;

/** @param longestQueue reports that may wait to be written; beyond it callers are told to come back. */
export function incidentStore(
  database: Database,
  keyring: Keyring,
  wakeup: Wakeup,
  longestQueue: number,
): GroupedIncidentStore {
  const group = new GroupCommit<SealedEntry, Committed | Refusal>({
    commit: async (entries) => {
      const results = await database.em.fork().transactional((em) => commitGroup(em, entries));
      wakeup.committed();
      return results;
    },
    largestGroup: LARGEST_GROUP,
    longestQueue,
    isFault: isTransient,
  });
  return {
    async commit(entry) {
      const result = await group.add({ ...entry, sealed: sealPersonal(keyring, entry.incident) });
      if (result instanceof Refusal) throw result;
      return result;
    },
    idle: () => group.idle(),
  };
}

/** Requests, incidents and facts of a group in one transaction; the ledger comes last. */
async function commitGroup(em: EntityManager, entries: readonly SealedEntry[]): Promise<(Committed | Refusal)[]> {
  const claims = await claimAll(em, entries);
  const fresh = entries.filter((_, index) => claims[index]?.state === 'fresh');
  if (fresh.length > 0) {
    await insertIncidents(em, fresh);
    await appendEvents(
      em,
      fresh.flatMap(({ events }) => events),
    );
  }
  return entries.map((entry, index) => {
    const claim = claims[index];
    if (claim?.state === 'refused') return claim.refusal;
    if (claim?.state === 'repeated') return { response: claim.response, repeated: true };
    return { response: entry.response, repeated: false };
  });
}
