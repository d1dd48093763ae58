import type { Encrypted, WrappedKey } from '@safe-community/security/encryption';

/** The columns of a case's key. */
export interface KeyColumns {
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
}

/** The encrypted columns of an incident. */
export interface EncryptedColumns extends KeyColumns {
  readonly ciphertext: Buffer | null;
}

/** A case may have a key for later additions although its report has no personal data. */
export function encryptedOf(columns: EncryptedColumns): Encrypted | undefined {
  const [key, { ciphertext }] = [keyOf(columns), columns];
  return key && ciphertext ? { ...key, ciphertext } : undefined;
}

/** Undefined while a case has no personal data, and after its erasure. */
export function keyOf({ key_id: keyId, wrapped_key: wrappedKey }: KeyColumns): WrappedKey | undefined {
  return keyId && wrappedKey ? { keyId, wrappedKey } : undefined;
}
