import { defineMigration } from '@safe-community/database';
import { trackingTokens, type Keyring, type TrackingTokens } from '@safe-community/security/encryption';
import { provide, type Module } from '@safe-community/service-kit';
import type { StoredCatalogue } from '../catalogue/module.ts';
import { addVoiceToRequest } from './voices.commands.ts';
import { VOICE_RIGHTS, VOICE_TABLES } from './voices.store.ts';

export { isOpenToVoices } from './voice.ts';
export { VOICE_ROWS, VOICES } from './voices.store.ts';

interface VoicesShared {
  readonly catalogue: StoredCatalogue;
  readonly keyring: Keyring;
}

/** Unrelated to those of reporters, so that no voice may do what a reporter may. */
export function voiceTokens(keyring: Keyring): TrackingTokens {
  return trackingTokens(keyring, 'voice');
}

/** Who says that a published request concerns them too, without reporting it again. */
export const voices: Module<VoicesShared> = {
  name: 'voices',
  migrations: [defineMigration('2026-12-02-voices', VOICE_TABLES)],
  rights: VOICE_RIGHTS,
  start: ({ catalogue, keyring }) => ({
    rpcs: provide({ catalogue, tokens: voiceTokens(keyring) }, [addVoiceToRequest]),
  }),
};
