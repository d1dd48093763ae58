import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIVE_FILE, DIGEST_KEY_ID, isKeyId, KEY_BYTES, KEY_SUFFIX } from './key-files.ts';
import { VaultError } from './vault-error.ts';

/**
 * Adds a new random key to the keyring in `folder` and makes it the active one; the keys already
 * there stay, so that older data can be read. Makes the folder (0700) and the digest key when they
 * are missing. All files are 0600 and are on the disk when it returns.
 *
 * @param keyId lower-case letters, digits and dashes, such as `2026-01`.
 * @throws {VaultError} `keyring_unusable` when the id is malformed or its file exists already.
 */
export function createKeyFile(folder: string, keyId: string): void {
  const file = join(folder, `${keyId}${KEY_SUFFIX}`);
  if (!isKeyId(keyId)) {
    throw new VaultError('keyring_unusable', `Not a key id: ${JSON.stringify(keyId)}`);
  }
  if (existsSync(file)) {
    throw new VaultError('keyring_unusable', `${file} exists already; a key is never replaced`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const digestFile = join(folder, `${DIGEST_KEY_ID}${KEY_SUFFIX}`);
  if (!existsSync(digestFile)) writeNew(digestFile, newKey());
  writeNew(file, newKey());
  activate(folder, keyId);
}

// Last and by rename: a keyring is either the old one or the whole new one.
function activate(folder: string, keyId: string): void {
  const draft = join(folder, `${ACTIVE_FILE}.${keyId}`);
  writeNew(draft, keyId);
  renameSync(draft, join(folder, ACTIVE_FILE));
  syncAndClose(openSync(folder, 'r'));
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function writeNew(path: string, line: string): void {
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, `${line}\n`);
  syncAndClose(file);
}

function syncAndClose(file: number): void {
  fsyncSync(file);
  closeSync(file);
}
