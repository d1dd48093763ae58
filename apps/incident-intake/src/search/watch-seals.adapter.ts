import { newCaseKey, decryptWith, encryptWith, VaultError, type Keyring } from '@safe-community/security/encryption';
import type { WatchSeals } from './watch-incidents.app.ts';

const PART = 'resume-token';

/** Each watch has a key of its own, which its tokens bear wrapped: any replica reads them, and none is stored. */
export function watchSeals(keyring: Keyring): WatchSeals {
  return {
    sealFor(watcher) {
      const subject = subjectOf(watcher);
      const key = newCaseKey(keyring, subject);
      const head = `${key.keyId}.${key.wrappedKey.toString('base64url')}`;
      return (text) => `${head}.${encryptWith(keyring, subject, key, PART, { text }).toString('base64url')}`;
    },
    open(watcher, sealed) {
      const [keyId = '', wrapped = '', ciphertext = '', ...rest] = sealed.split('.');
      if (rest.length > 0) return undefined;
      const key = { keyId, wrappedKey: Buffer.from(wrapped, 'base64url') };
      try {
        return decryptWith(keyring, subjectOf(watcher), key, PART, Buffer.from(ciphertext, 'base64url'))['text'];
      } catch (error) {
        // Forged, of another watcher, or under a key that was taken away since.
        if (error instanceof VaultError) return undefined;
        throw error;
      }
    },
  };
}

function subjectOf(watcher: string): string {
  return `watch/${watcher}`;
}
