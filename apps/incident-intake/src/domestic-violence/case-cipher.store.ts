import type { EntityManager } from '@safe-community/database';
import { decryptWith, encryptWith, type Keyring } from '@safe-community/security/encryption';
import { caseKey } from '../incident/module.ts';

/** Encrypts and decrypts the parts of one case. A part that was encrypted under another name does not decrypt. */
export interface CaseCipher {
  encrypt(part: string, value: unknown): Buffer;
  /** The value that was encrypted: it is authentic, so it has the type that was encrypted. */
  decrypt(part: string, encrypted: Buffer): unknown;
}

/** Uses the one key of the case; PERSONAL_DATA_ERASED once that is destroyed. */
export async function caseCipher(tx: EntityManager, keyring: Keyring, incidentId: string): Promise<CaseCipher> {
  const key = await caseKey(tx, keyring, incidentId);
  return {
    encrypt: (part, value) => encryptWith(keyring, incidentId, key, part, { json: JSON.stringify(value) }),
    decrypt: (part, encrypted) => JSON.parse(decryptWith(keyring, incidentId, key, part, encrypted)['json'] ?? ''),
  };
}
