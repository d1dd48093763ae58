import { defineMigration } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import { RECORDING_RIGHTS, RECORDING_TABLES } from './recording.store.ts';
import { registerRecordings } from './registration.commands.ts';

export type { Recording } from './recording.ts';

/** Recordings of cameras: metadata, flags, and the incidents that they show. The video is in the evidence store. */
export const recordings: Module<{ readonly keyring: Keyring }> = {
  name: 'recordings',
  migrations: [defineMigration('2026-11-27-recordings', RECORDING_TABLES)],
  rights: RECORDING_RIGHTS,
  start: ({ keyring }) => ({ rpcs: [registerRecordings(keyring)] }),
};
