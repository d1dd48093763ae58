import type { KeyObject } from 'node:crypto';
import { aesDecrypt, aesEncrypt } from './aes-gcm.ts';
import { freshBytes } from './fresh-bytes.ts';
import { KEY_BYTES } from './key-files.ts';
import type { Keyring } from './keyring.ts';
import { EncryptionError } from './encryption-error.ts';

/** The wrapped data key of one subject. Without it, the subject's data can never be decrypted. */
export interface WrappedKey {
  /** The key of the keyring that wraps it. */
  keyId: string;
  /** 61 bytes. Overwriting them erases the subject's data. */
  wrappedKey: Buffer;
}

/**
 * Creates the data key of a subject whose data is written in parts, at different times (`encryptWith`). All parts share
 * the key, so destroying it erases them all.
 *
 * @param subjectId the id of the case; not stored in the result.
 */
export function newCaseKey(keyring: Keyring, subjectId: string): WrappedKey {
  return withNewKey(keyring, subjectId, () => undefined).wrapped;
}

/** Wraps a subject's data key with the active key, so that an old key can be retired. */
export function rewrap(keyring: Keyring, subjectId: string, wrapped: Readonly<WrappedKey>): WrappedKey {
  return withKey(keyring, subjectId, wrapped, (dataKey) => wrap(keyring, subjectId, dataKey));
}

/**
 * Does the same for one of many subjects: returns undefined if the key is erased or damaged, so that it does not block
 * the others.
 */
export function rewrapIfWhole(
  keyring: Keyring,
  subjectId: string,
  wrapped: Readonly<WrappedKey>,
): WrappedKey | undefined {
  try {
    return rewrap(keyring, subjectId, wrapped);
  } catch (error) {
    if (error instanceof EncryptionError && error.reason === 'not_authentic') return undefined;
    throw error;
  }
}

/** Creates a data key for `use`. The plaintext key does not outlive the call. */
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

/** Unwraps a subject's data key for `use`. The plaintext key does not outlive the call. */
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
  if (!key) throw new EncryptionError('unknown_key', `The keyring holds no key ${JSON.stringify(keyId)}`);
  return key;
}

// Differs from the contexts of data (`envelope.ts`) and ends with its only free text, so that bytes from one place are
// never accepted in another.
function keyContext(keyId: string, subjectId: string): string {
  return `safe-community/vault/1/key/${keyId}/${subjectId}`;
}
