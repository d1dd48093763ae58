import { brokenUniqueConstraint, isTransient, type Database, type EntityManager } from '@safe-community/database';
import { Refusal } from '@safe-community/grpc-kit';
import { appendEvents, claimAll, GroupCommit, type Wakeup } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/vault';
import type { OfficerRegister } from '../../app/ports.ts';
import { serviceNumberTaken } from '../../app/refusals.ts';
import { insertOfficers, type SealedEntry } from './insert-officers.ts';
import { sealPerson } from './person-columns.ts';

export interface GroupedOfficerRegister extends OfficerRegister {
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
}

const LARGEST_GROUP = 256;
/** Some seconds of work; beyond it callers are told to come back. */
const LONGEST_QUEUE = 10_000;

/** Officers come by the thousand when a system is filled, so those who wait share a commit. */
export function officerRegister(database: Database, keyring: Keyring, wakeup: Wakeup): GroupedOfficerRegister {
  const group = new GroupCommit<SealedEntry, Uint8Array | Refusal>({
    commit: async (entries) => {
      const results = await database.em.fork().transactional((em) => commitGroup(em, entries));
      wakeup.committed();
      return results;
    },
    largestGroup: LARGEST_GROUP,
    longestQueue: LONGEST_QUEUE,
    isFault: isTransient,
  });
  return {
    async commit(entry) {
      const { person, ...officer } = entry.officer;
      const sealed = sealPerson(keyring, officer.officerId, person);
      const result = await group.add({ ...entry, officer, sealed });
      if (result instanceof Refusal) throw result;
      return result;
    },
    idle: () => group.idle(),
  };
}

/** Requests, officers and facts of a group in one transaction; the ledger comes last. */
async function commitGroup(em: EntityManager, entries: readonly SealedEntry[]): Promise<(Uint8Array | Refusal)[]> {
  const claims = await claimAll(em, entries);
  const fresh = entries.filter((_, index) => claims[index]?.state === 'fresh');
  if (fresh.length > 0) {
    await insertOrRefuse(em, fresh);
    await appendEvents(
      em,
      fresh.flatMap(({ events }) => events),
    );
  }
  return entries.map((entry, index) => {
    const claim = claims[index];
    if (claim?.state === 'refused') return claim.refusal;
    return claim?.state === 'repeated' ? claim.response : entry.response;
  });
}

async function insertOrRefuse(em: EntityManager, entries: readonly SealedEntry[]): Promise<void> {
  try {
    await insertOfficers(em, entries);
  } catch (error) {
    throw brokenUniqueConstraint(error) === 'officer_service_number_key' ? serviceNumberTaken() : error;
  }
}
