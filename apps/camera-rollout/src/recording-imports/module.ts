import type { Keyring } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import type { RecordingExpiry } from '../recordings/module.ts';
import { IMPORT_RPCS } from './recording-import.commands.ts';

interface Shared {
  readonly keyring: Keyring;
  readonly retained: RecordingExpiry;
}

/** Imports of the recording exports of vendors. */
export const recordingImports: Module<Shared> = {
  name: 'recording-imports',
  start: ({ keyring, retained: expiry }) => ({ rpcs: provide({ keyring, expiry }, IMPORT_RPCS) }),
};
