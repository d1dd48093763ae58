import { randomBytes, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './aes-gcm.ts';
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

/** What a database stores. */
export interface Sealed extends WrappedKey {
  /** 29 bytes longer than the fields as JSON. */
  ciphertext: Buffer;
}

/**
 * Encrypts the personal fields of one subject (a case, an officer) under a data key made for this
 * call. What it returns opens for the same subject id only.
 *
 * @param subjectId the id of the row that will hold it; not stored in the result.
 */
export function seal(keyring: Keyring, subjectId: string, fields: Readonly<Record<string, string>>): Sealed {
  const dataKey = randomBytes(KEY_BYTES);
  const plaintext = Buffer.from(JSON.stringify(fields));
  const ciphertext = encrypt(dataKey, dataContext(subjectId), plaintext);
  const wrapped = wrap(keyring, subjectId, dataKey);
  plaintext.fill(0);
  dataKey.fill(0);
  return { ...wrapped, ciphertext };
}

/**
 * Decrypts what `seal` returned.
 *
 * @throws {VaultError} `unknown_key` when the keyring lacks the key, `not_authentic` when the bytes
 * were altered, erased, or sealed for another subject.
 */
export function open(keyring: Keyring, subjectId: string, sealed: Readonly<Sealed>): Record<string, string> {
  const dataKey = unwrap(keyring, subjectId, sealed);
  const plaintext = decrypt(dataKey, dataContext(subjectId), sealed.ciphertext);
  // Authentic, so written by `seal`: a flat object of texts.
  const fields = JSON.parse(plaintext.toString()) as Record<string, string>;
  plaintext.fill(0);
  dataKey.fill(0);
  return fields;
}

/** Wraps a subject's data key by the active key, so that an old key can be retired. */
export function rewrap(keyring: Keyring, subjectId: string, wrapped: Readonly<WrappedKey>): WrappedKey {
  const dataKey = unwrap(keyring, subjectId, wrapped);
  const rewrapped = wrap(keyring, subjectId, dataKey);
  dataKey.fill(0);
  return rewrapped;
}

function wrap(keyring: Keyring, subjectId: string, dataKey: Buffer): WrappedKey {
  const keyId = keyring.activeId;
  const wrappedKey = encrypt(keyById(keyring, keyId), keyContext(keyId, subjectId), dataKey);
  return { keyId, wrappedKey };
}

function unwrap(keyring: Keyring, subjectId: string, { keyId, wrappedKey }: WrappedKey): Buffer {
  return decrypt(keyById(keyring, keyId), keyContext(keyId, subjectId), wrappedKey);
}

function keyById(keyring: Keyring, keyId: string): KeyObject {
  const key = keyring.keys.get(keyId);
  if (!key) throw new VaultError('unknown_key', `The keyring holds no key ${JSON.stringify(keyId)}`);
  return key;
}

// The contexts differ from each other and end in the only free text, so that no bytes of one place
// can pass in another.
function dataContext(subjectId: string): string {
  return `safe-community/vault/1/data/${subjectId}`;
}

function keyContext(keyId: string, subjectId: string): string {
  return `safe-community/vault/1/key/${keyId}/${subjectId}`;
}
