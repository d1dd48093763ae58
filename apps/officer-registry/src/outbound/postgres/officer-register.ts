import { brokenUniqueConstraint, type Database } from '@safe-community/database';
import type { Refusal } from '@safe-community/domain-kit';
import { batchWriter, type DigestKeeper, type Wakeup } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/security/encryption';
import type { OfficerRegister } from '../../app/ports.ts';
import { serviceNumberTaken } from '../../app/refusals.ts';
import { insertOfficers, type SealedEntry } from './insert-officers.ts';
import { sealPerson } from './person-columns.ts';

export interface GroupedOfficerRegister extends OfficerRegister {
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
}

/** Some seconds of work; beyond it callers are told to come back. */
const LONGEST_QUEUE = 10_000;

/** Officers come by the thousand when a system is filled, so those who wait share a commit. */
export function officerRegister(
  database: Database,
  keyring: Keyring,
  wakeup: Wakeup,
  keep: DigestKeeper,
): GroupedOfficerRegister {
  const writes = batchWriter<SealedEntry>({
    database,
    wakeup,
    longestQueue: LONGEST_QUEUE,
    insert: insertOfficers,
    refusalOf,
    keep,
  });
  return {
    async commit(entry) {
      const { person, ...officer } = entry.officer;
      const sealed = sealPerson(keyring, officer.officerId, person);
      const { response } = await writes.commit({ ...entry, officer, sealed });
      return response;
    },
    idle: () => writes.idle(),
  };
}

function refusalOf(error: unknown): Refusal | undefined {
  return brokenUniqueConstraint(error) === 'officer_service_number_key' ? serviceNumberTaken() : undefined;
}
