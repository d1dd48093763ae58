import type { Sealed } from '@safe-community/vault';

/** The encrypted columns of an incident. */
export interface SealedColumns {
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly ciphertext: Buffer | null;
}

/** A case may have a key for what was added later, and nothing personal in its report. */
export function sealedOf({ key_id, wrapped_key, ciphertext }: SealedColumns): Sealed | undefined {
  if (!key_id || !wrapped_key || !ciphertext) return undefined;
  return { keyId: key_id, wrappedKey: wrapped_key, ciphertext };
}
