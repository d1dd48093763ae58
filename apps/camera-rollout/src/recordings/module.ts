import { defineMigration, type Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import { accessRecorder } from '../custody/module.ts';
import { CATEGORY_RPCS } from './categories.commands.ts';
import { CATEGORY_RIGHTS, CATEGORY_TABLES } from './category.store.ts';
import { LINK_RIGHTS, LINK_TABLES } from './link.store.ts';
import { LINK_COMMANDS } from './links.commands.ts';
import type { RecordingExpiry } from './recording-expiry.store.ts';
import { RECORDING_RIGHTS, RECORDING_TABLES } from './recording.store.ts';
import { RECORDING_QUERIES } from './recordings.queries.ts';
import { registerRecordings } from './registration.commands.ts';

export { registerRow, type RegistrationNeeds } from './registration.commands.ts';
export { objectChangedEvent } from './recording.events.ts';
export { maySeeIncident } from './links.commands.ts';
export { clearNotHeld } from './not-held.store.ts';
export { findRecordings, LINKED_INCIDENTS, lockRecordings, lockUnread, RECORDING_ROWS } from './recording.store.ts';
export { saveComparison, stopVerifying, takeToVerify, type DueObject } from './verification.store.ts';
export { expiryStateName, expiryStateNumber, readMetadata } from './recording.mapping.ts';
export type { RecordingExpiry } from './recording-expiry.store.ts';
export { startOf, type ExpiryState, type Metadata, type StoredObject, type StoredRecording } from './recording.ts';

interface Shared {
  readonly database: Database;
  readonly clock: ClockAndIds;
  readonly keyring: Keyring;
  readonly retained: RecordingExpiry;
}

export { checkCategoryCode } from './category.ts';

/** Recordings of cameras: metadata, flags, and the incidents that they show. The video is in the evidence store. */
export const recordings: Module<Shared> = {
  name: 'recordings',
  migrations: [defineMigration('2026-12-01-recordings', [...RECORDING_TABLES, ...CATEGORY_TABLES, ...LINK_TABLES])],
  rights: { ...RECORDING_RIGHTS, ...CATEGORY_RIGHTS, ...LINK_RIGHTS },
  start({ database, clock, keyring, retained: expiry }) {
    const deps = { keyring, expiry, accesses: accessRecorder(database, keyring, clock) };
    return {
      rpcs: provide(deps, [registerRecordings, ...RECORDING_QUERIES, ...LINK_COMMANDS, ...CATEGORY_RPCS]),
    };
  },
};
