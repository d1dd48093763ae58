import type { Database } from '@safe-community/database';
import { batchWriter, type DigestKeeper, type Wakeup } from '@safe-community/ledger';
import type { Keyring } from '@safe-community/security/encryption';
import type { IncidentStore } from '../incident/ports.app.ts';
import { reporterDigest } from './reporter-digest.adapter.ts';
import { insertIncidents } from './insert-incidents.store.ts';
import { sealPersonal } from './personal-columns.store.ts';
import type { SealedEntry } from './sealed-entry.store.ts';

export interface GroupedIncidentStore extends IncidentStore {
  /** Resolves when nothing waits to be committed. */
  idle(): Promise<void>;
}

/** @param longestQueue reports that may wait to be written; beyond it callers are told to come back. */
export function incidentStore(
  database: Database,
  keyring: Keyring,
  wakeup: Wakeup,
  longestQueue: number,
  keep: DigestKeeper,
): GroupedIncidentStore {
  const writes = batchWriter<SealedEntry>({ database, wakeup, longestQueue, insert: insertIncidents, keep });
  return {
    commit: async (entry) =>
      writes.commit({
        ...entry,
        sealed: sealPersonal(keyring, entry.incident),
        reporterPhone: reporterDigest(keyring, entry.incident.personal),
      }),
    idle: () => writes.idle(),
  };
}
