import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import { accessRecorder } from './access.store.ts';
import { ANCHOR_RIGHTS, ANCHOR_TABLES } from './anchor.store.ts';
import { anchorCustodyJob } from './anchors.jobs.ts';
import { recordAccess } from './custody.commands.ts';
import { CUSTODY_QUERIES } from './custody.queries.ts';
import { CUSTODY_CHAIN_RIGHTS, CUSTODY_CHAIN_TABLES, ENCRYPTED_CUSTODY } from './custody.store.ts';
import type { KnownRecordings } from './known-recordings.store.ts';

export { accessRecorder, type AccessRecorder } from './access.store.ts';
export { checkPlace, refuseElsewhere } from './custody.commands.ts';
export { appendCustody, appendWhereHeaded, CUSTODY_ENTRY_ROWS, type NewCustodyEntry } from './custody.store.ts';
export type { CustodyActor } from './custody-entry.ts';
export { tellingLostHeads, type LostHeads } from './lost-head.jobs.ts';
export { HEADLESS } from './lost-head.store.ts';
export { recordingDeleted, type KnownRecordings } from './known-recordings.store.ts';

interface Shared {
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly keyring: Keyring;
  readonly retained: KnownRecordings;
}

/** Under this name the service signs its audit. */
const SERVICE = 'camera-rollout';

/** Who did what with each recording, in a chain that reveals every alteration. */
export const custody: Module<Shared> = {
  name: 'custody',
  migrations: [defineMigration('2026-12-01-custody', [...CUSTODY_CHAIN_TABLES, ...ANCHOR_TABLES])],
  rights: { ...CUSTODY_CHAIN_RIGHTS, ...ANCHOR_RIGHTS },
  encryptedTables: [ENCRYPTED_CUSTODY],
  start({ database, clock, keyring, retained: known }, runtime) {
    const accesses = accessRecorder(database, keyring, clock);
    return {
      rpcs: provide({ keyring, known, accesses, service: SERVICE }, [recordAccess, ...CUSTODY_QUERIES]),
      jobs: [anchorCustodyJob(runtime, SERVICE)],
    };
  },
};
