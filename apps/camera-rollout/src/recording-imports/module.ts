import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import type { Module } from '@safe-community/service-kit';
import type { RecordingExpiry } from '../recordings/module.ts';
import { importRpcs } from './recording-import.commands.ts';

interface Shared {
  readonly clock: ClockAndIds;
  readonly keyring: Keyring;
  readonly retained: RecordingExpiry;
}

/** Imports of the recording exports of vendors. */
export const recordingImports: Module<Shared> = {
  name: 'recording-imports',
  start: ({ keyring, clock, retained: expiry }) => ({ rpcs: importRpcs({ keyring, clock, expiry }) }),
};
