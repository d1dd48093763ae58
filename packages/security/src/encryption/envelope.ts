import { aesDecrypt, aesEncrypt } from './aes-gcm.ts';
import { withKey, withNewKey, type WrappedKey } from './data-key.ts';
import type { Keyring } from './keyring.ts';

/** What a database stores. */
export interface Encrypted extends WrappedKey {
  /** 29 bytes longer than the fields as JSON. */
  ciphertext: Buffer;
}

type Fields = Readonly<Record<string, string>>;

/**
 * Encrypts the personal fields of one subject (a case, an officer) under a data key made for this
 * call. The result can be decrypted for the same subject id only.
 *
 * @param subjectId the id of the row that will hold it; not stored in the result.
 */
export function encrypt(keyring: Keyring, subjectId: string, fields: Fields): Encrypted {
  const { wrapped, result } = withNewKey(keyring, subjectId, (key) =>
    encryptFields(key, dataContext(subjectId), fields),
  );
  return { ...wrapped, ciphertext: result };
}

/**
 * Decrypts what `encrypt` returned.
 *
 * @throws {EncryptionError} `unknown_key` if the keyring lacks the key, `not_authentic` if the bytes
 * were altered, erased, or encrypted for another subject.
 */
export function decrypt(keyring: Keyring, subjectId: string, sealed: Readonly<Encrypted>): Record<string, string> {
  const context = dataContext(subjectId);
  return withKey(keyring, subjectId, sealed, (key) => decryptFields(key, context, sealed.ciphertext));
}

/**
 * Encrypts a further part of a subject (a note, a later statement) under the data key that the subject
 * already has: from `newCaseKey`, or from the first `encrypt`.
 *
 * @param part the name of the part, such as "note/0199…": one part cannot be decrypted as another. Not stored.
 * @returns the ciphertext, 29 bytes longer than the fields as JSON.
 * @throws {EncryptionError} `unknown_key` or `not_authentic`, like `decrypt`: nothing can be added to a
 * subject whose key was erased.
 */
export function encryptWith(
  keyring: Keyring,
  subjectId: string,
  wrapped: Readonly<WrappedKey>,
  part: string,
  fields: Fields,
): Buffer {
  const context = partContext(subjectId, part);
  return withKey(keyring, subjectId, wrapped, (key) => encryptFields(key, context, fields));
}

/**
 * Decrypts what `encryptWith` returned.
 *
 * @throws {EncryptionError} `unknown_key` if the keyring lacks the key, `not_authentic` if the bytes
 * were altered, erased, or encrypted for another subject or as another part.
 */
export function decryptWith(
  keyring: Keyring,
  subjectId: string,
  wrapped: Readonly<WrappedKey>,
  part: string,
  ciphertext: Uint8Array,
): Record<string, string> {
  const context = partContext(subjectId, part);
  return withKey(keyring, subjectId, wrapped, (key) => decryptFields(key, context, ciphertext));
}

function encryptFields(dataKey: Buffer, context: string, fields: Fields): Buffer {
  const plaintext = Buffer.from(JSON.stringify(fields));
  const ciphertext = aesEncrypt(dataKey, context, plaintext);
  plaintext.fill(0);
  return ciphertext;
}

function decryptFields(dataKey: Buffer, context: string, ciphertext: Uint8Array): Record<string, string> {
  const plaintext = aesDecrypt(dataKey, context, ciphertext);
  // The plaintext is authentic, so `encryptFields` wrote it: a flat object of texts.
  const fields = JSON.parse(plaintext.toString()) as Record<string, string>;
  plaintext.fill(0);
  return fields;
}

// The contexts differ from each other and from those of keys (`data-key.ts`), and end with their only free text, so
// that bytes from one place are never accepted in another.
function dataContext(subjectId: string): string {
  return `safe-community/vault/1/data/${subjectId}`;
}

// As JSON, because two joined free texts could be split at another place.
function partContext(subjectId: string, part: string): string {
  return `safe-community/vault/1/part/${JSON.stringify([subjectId, part])}`;
}
