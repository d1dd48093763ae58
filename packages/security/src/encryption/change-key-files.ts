import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ACTIVE_FILE, DIGEST_KEY_ID, isKeyId, KEY_BYTES, KEY_SUFFIX } from './key-files.ts';
import { EncryptionError } from './encryption-error.ts';

/**
 * Adds a new random key to the keyring in `folder` and activates it at once: only for a keyring that no service reads
 * yet. While services run, call `addKeyFile` first, and `activateKey` once all of them have loaded the key.
 *
 * @throws {EncryptionError} `keyring_unusable`, like `addKeyFile`.
 */
export function createKeyFile(folder: string, keyId: string): void {
  addKeyFile(folder, keyId);
  activateKey(folder, keyId);
}

/**
 * Adds a new random key to the keyring in `folder`; the active key does not change. Creates the folder (0700) and the
 * digest key if they do not exist. All files have mode 0600, are written atomically, and are on the disk when this
 * returns.
 *
 * @param keyId lower-case letters, digits and dashes, such as `2026-01`.
 * @throws {EncryptionError} `keyring_unusable` if the id is malformed or its file already exists.
 */
export function addKeyFile(folder: string, keyId: string): void {
  const file = fileOf(folder, keyId);
  if (existsSync(file)) throw unusable(`${file} exists already; a key is never replaced`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const digestFile = join(folder, `${DIGEST_KEY_ID}${KEY_SUFFIX}`);
  if (!existsSync(digestFile)) writeAtomically(digestFile, newKey());
  writeAtomically(file, newKey());
  sync(folder);
}

/**
 * Makes a key of the folder the one that wraps new data keys.
 *
 * @throws {EncryptionError} `keyring_unusable` if the id is malformed or the folder has no such key.
 */
export function activateKey(folder: string, keyId: string): void {
  const file = fileOf(folder, keyId);
  if (!existsSync(file)) throw unusable(`${file} is not there`);
  writeAtomically(join(folder, ACTIVE_FILE), keyId);
  sync(folder);
}

/**
 * Removes a key from the folder for good: what it still wraps can never be decrypted again.
 *
 * @throws {EncryptionError} `keyring_unusable` if the id is malformed, or the key is active or does not exist.
 */
export function removeKeyFile(folder: string, keyId: string): void {
  const file = fileOf(folder, keyId);
  if (readFileSync(join(folder, ACTIVE_FILE), 'utf8').trim() === keyId) throw unusable(`${keyId} is the active key`);
  if (!existsSync(file)) throw unusable(`${file} is not there`);
  rmSync(file);
  sync(folder);
}

function fileOf(folder: string, keyId: string): string {
  if (!isKeyId(keyId)) throw unusable(`Not a key id: ${JSON.stringify(keyId)}`);
  return join(folder, `${keyId}${KEY_SUFFIX}`);
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** Renames a draft, so that readers see either the old content or the complete new one. */
function writeAtomically(path: string, line: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, `${line}\n`);
  syncAndClose(file);
  renameSync(draft, path);
}

function sync(folder: string): void {
  syncAndClose(openSync(folder, 'r'));
}

function syncAndClose(file: number): void {
  fsyncSync(file);
  closeSync(file);
}

function unusable(problem: string): EncryptionError {
  return new EncryptionError('keyring_unusable', problem);
}
