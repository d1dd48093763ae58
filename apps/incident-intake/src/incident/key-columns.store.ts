import type { Encrypted, WrappedKey } from '@safe-community/security/encryption';

/** Where the key of a case lies. */
export interface KeyColumns {
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
}

/** The encrypted columns of an incident. */
export interface SealedColumns extends KeyColumns {
  readonly ciphertext: Buffer | null;
}

/** A case may have a key for what was added later, and nothing personal in its report. */
export function sealedOf(columns: SealedColumns): Encrypted | undefined {
  const [key, { ciphertext }] = [keyOf(columns), columns];
  return key && ciphertext ? { ...key, ciphertext } : undefined;
}

/** None while a case has nothing personal, and after its erasure. */
export function keyOf({ key_id: keyId, wrapped_key: wrappedKey }: KeyColumns): WrappedKey | undefined {
  return keyId && wrappedKey ? { keyId, wrappedKey } : undefined;
}
