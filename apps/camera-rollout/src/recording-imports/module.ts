import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import { importRpcs } from './recording-import.commands.ts';

/** Imports of the recording exports of vendors. */
export const recordingImports: Module<{ readonly keyring: Keyring }> = {
  name: 'recording-imports',
  start: ({ keyring }) => ({ rpcs: importRpcs(keyring) }),
};
