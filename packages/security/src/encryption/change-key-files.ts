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
import { VaultError } from './vault-error.ts';

/**
 * Adds a new random key to the keyring in `folder` and makes it the active one at once: for a keyring that no service
 * reads yet. While services run, first `addKeyFile`, and `activateKey` once all of them know the key.
 *
 * @throws {VaultError} `keyring_unusable`, as `addKeyFile`.
 */
export function createKeyFile(folder: string, keyId: string): void {
  addKeyFile(folder, keyId);
  activateKey(folder, keyId);
}

/**
 * Adds a new random key to the keyring in `folder`; the active one stays active. Makes the folder (0700) and the digest
 * key when they are missing. All files are 0600, whole or not there, and on the disk when it returns.
 *
 * @param keyId lower-case letters, digits and dashes, such as `2026-01`.
 * @throws {VaultError} `keyring_unusable` when the id is malformed or its file exists already.
 */
export function addKeyFile(folder: string, keyId: string): void {
  const file = fileOf(folder, keyId);
  if (existsSync(file)) throw unusable(`${file} exists already; a key is never replaced`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const digestFile = join(folder, `${DIGEST_KEY_ID}${KEY_SUFFIX}`);
  if (!existsSync(digestFile)) writeWhole(digestFile, newKey());
  writeWhole(file, newKey());
  sync(folder);
}

/**
 * Makes a key of the folder the one that wraps new data keys.
 *
 * @throws {VaultError} `keyring_unusable` when the id is malformed or the folder has no such key.
 */
export function activateKey(folder: string, keyId: string): void {
  const file = fileOf(folder, keyId);
  if (!existsSync(file)) throw unusable(`${file} is not there`);
  writeWhole(join(folder, ACTIVE_FILE), keyId);
  sync(folder);
}

/**
 * Takes a key out of the folder for good: what is still wrapped by it can never be read again.
 *
 * @throws {VaultError} `keyring_unusable` when the id is malformed, or the key is the active one or not there.
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

/** By rename: whoever looks finds the old content or the whole new one. */
function writeWhole(path: string, line: string): void {
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

function unusable(problem: string): VaultError {
  return new VaultError('keyring_unusable', problem);
}
