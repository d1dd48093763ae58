import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import type { RecordingExpiry } from '../recordings/module.ts';
import { importRpcs } from './recording-import.commands.ts';

/** Imports of the recording exports of vendors. */
export const recordingImports: Module<{ readonly keyring: Keyring; readonly retained: RecordingExpiry }> = {
  name: 'recording-imports',
  start: ({ keyring, retained: expiry }) => ({ rpcs: importRpcs({ keyring, expiry }) }),
};
