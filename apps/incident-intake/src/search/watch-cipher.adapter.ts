import {
  newCaseKey,
  decryptWith,
  encryptWith,
  EncryptionError,
  type Keyring,
} from '@safe-community/security/encryption';

const PART = 'resume-token';

/** Texts that only this service can read, each given to one watcher to be returned. */
export interface WatchCipher {
  /** For the texts of one watch. Ciphertexts of equally long texts reveal nothing, nor whether two texts are the same. */
  encryptFor(watcher: string): (text: string) => string;
  /** What was encrypted for that watcher; undefined for any other text. */
  decrypt(watcher: string, encrypted: string): string | undefined;
}

/** Each watch has its own key, which its tokens carry wrapped: any replica reads them, and none is stored. */
export function watchCipher(keyring: Keyring): WatchCipher {
  return {
    encryptFor(watcher) {
      const subject = subjectOf(watcher);
      const key = newCaseKey(keyring, subject);
      const head = `${key.keyId}.${key.wrappedKey.toString('base64url')}`;
      return (text) => `${head}.${encryptWith(keyring, subject, key, PART, { text }).toString('base64url')}`;
    },
    decrypt(watcher, encrypted) {
      const [keyId = '', wrapped = '', ciphertext = '', ...rest] = encrypted.split('.');
      if (rest.length > 0) return undefined;
      const key = { keyId, wrappedKey: Buffer.from(wrapped, 'base64url') };
      try {
        return decryptWith(keyring, subjectOf(watcher), key, PART, Buffer.from(ciphertext, 'base64url'))['text'];
      } catch (error) {
        // Forged, of another watcher, or under a key that was removed since.
        if (error instanceof EncryptionError) return undefined;
        throw error;
      }
    },
  };
}

function subjectOf(watcher: string): string {
  return `watch/${watcher}`;
}
