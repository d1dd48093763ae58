import type { KeyObject } from 'node:crypto';
import { aesDecrypt, aesEncrypt } from './aes-gcm.ts';
import { freshBytes } from './fresh-bytes.ts';
import { KEY_BYTES } from './key-files.ts';
import type { Keyring } from './keyring.ts';
import { VaultError } from './vault-error.ts';

/** The data key of one subject. Without these bytes the subject's data cannot be read, ever. */
export interface WrappedKey {
  /** Which key of the keyring wraps it. */
  keyId: string;
  /** 61 bytes. Overwriting them erases the subject's data. */
  wrappedKey: Buffer;
}

/**
 * Makes the data key of a subject whose data is written in parts, at different times (`encryptWith`).
 * One key for all of them, so that destroying it erases them all.
 *
 * @param subjectId the id of the case; not stored in the result.
 */
export function newCaseKey(keyring: Keyring, subjectId: string): WrappedKey {
  return withNewKey(keyring, subjectId, () => undefined).wrapped;
}

/** Wraps a subject's data key by the active key, so that an old key can be retired. */
export function rewrap(keyring: Keyring, subjectId: string, wrapped: Readonly<WrappedKey>): WrappedKey {
  return withKey(keyring, subjectId, wrapped, (dataKey) => wrap(keyring, subjectId, dataKey));
}

/** The same for keys of many subjects: undefined for one that is erased or damaged, which must not hold up the others. */
export function rewrapIfWhole(
  keyring: Keyring,
  subjectId: string,
  wrapped: Readonly<WrappedKey>,
): WrappedKey | undefined {
  try {
    return rewrap(keyring, subjectId, wrapped);
  } catch (error) {
    if (error instanceof VaultError && error.reason === 'not_authentic') return undefined;
    throw error;
  }
}

/** Makes a data key for `use`. The key in the clear does not outlive the call. */
export function withNewKey<T>(
  keyring: Keyring,
  subjectId: string,
  use: (dataKey: Buffer) => T,
): { wrapped: WrappedKey; result: T } {
  return during(freshBytes(KEY_BYTES), (dataKey) => ({
    wrapped: wrap(keyring, subjectId, dataKey),
    result: use(dataKey),
  }));
}

/** Unwraps a subject's data key for `use`. The key in the clear does not outlive the call. */
export function withKey<T>(
  keyring: Keyring,
  subjectId: string,
  { keyId, wrappedKey }: Readonly<WrappedKey>,
  use: (dataKey: Buffer) => T,
): T {
  return during(aesDecrypt(keyById(keyring, keyId), keyContext(keyId, subjectId), wrappedKey), use);
}

function during<T>(dataKey: Buffer, use: (dataKey: Buffer) => T): T {
  try {
    return use(dataKey);
  } finally {
    dataKey.fill(0);
  }
}

function wrap(keyring: Keyring, subjectId: string, dataKey: Buffer): WrappedKey {
  const keyId = keyring.activeId;
  const wrappedKey = aesEncrypt(keyById(keyring, keyId), keyContext(keyId, subjectId), dataKey);
  return { keyId, wrappedKey };
}

function keyById(keyring: Keyring, keyId: string): KeyObject {
  const key = keyring.keys.get(keyId);
  if (!key) throw new VaultError('unknown_key', `The keyring holds no key ${JSON.stringify(keyId)}`);
  return key;
}

// Differs from the contexts of data (`envelope.ts`) and ends in the only free text, so that no bytes
// of one place can pass in another.
function keyContext(keyId: string, subjectId: string): string {
  return `safe-community/vault/1/key/${keyId}/${subjectId}`;
}
