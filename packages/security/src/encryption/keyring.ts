import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ACTIVE_FILE, DIGEST_KEY_ID, isKeyId, KEY_BYTES, KEY_SUFFIX } from './key-files.ts';
import { EncryptionError } from './encryption-error.ts';

/** The keys of one service, held in memory; printing it shows no key material. */
export interface Keyring {
  /** Id of the key that wraps new data keys; always one of `keys`. */
  readonly activeId: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
  readonly digestKey: KeyObject;
  readonly pseudonymKey: KeyObject;
  readonly macKey: KeyObject;
}

/**
 * Reads the keys from a folder (its layout: `key-files.ts`). Call it once, at start.
 *
 * @throws {EncryptionError} `keyring_unusable` if a file is missing, malformed, or open to others.
 */
export function loadKeyring(folder: string): Keyring {
  return keyringOf(readKeyFiles(folder));
}

/** What the folder contains, without the keys that are derived from it. */
export interface KeyFiles {
  readonly activeId: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
  /** The content of the digest key file. */
  readonly root: KeyObject;
}

/** @throws {EncryptionError} as `loadKeyring` does. */
export function readKeyFiles(folder: string): KeyFiles {
  const ids = listKeyIds(folder);
  const keys = new Map(ids.map((id) => [id, createSecretKey(readKey(folder, id))]));
  const activeId = readPrivate(folder, ACTIVE_FILE).trim();
  if (!keys.has(activeId)) {
    throw unusable(`${ACTIVE_FILE} names a key that is not there: ${JSON.stringify(activeId)}`);
  }
  return { activeId, keys, root: createSecretKey(readKey(folder, DIGEST_KEY_ID)) };
}

/** Derives the keys for digests, pseudonyms and MACs, which takes about a millisecond. */
export function keyringOf({ activeId, keys, root }: KeyFiles): Keyring {
  return {
    activeId,
    keys,
    digestKey: derive(root, 'digest'),
    pseudonymKey: derive(root, 'pseudonym'),
    macKey: derive(root, 'mac'),
  };
}

function listKeyIds(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(KEY_SUFFIX))
      .map((name) => name.slice(0, -KEY_SUFFIX.length))
      .filter(isKeyId);
  } catch (error) {
    throw unusable(`cannot read the folder ${folder} (${errorCode(error)})`);
  }
}

function readKey(folder: string, id: string): Buffer {
  const file = `${id}${KEY_SUFFIX}`;
  const written = readPrivate(folder, file).trim();
  const bytes = Buffer.from(written, 'base64');
  // Node's decoder skips what is not base64, so only a text that survives the round trip was valid.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== written) {
    throw unusable(`${file} is not ${KEY_BYTES} bytes in base64`);
  }
  return bytes;
}

/**
 * The group may read the file, because a secret that is mounted into a non-root pod belongs to root and the pod's
 * group. Others may not, and only the owner may write.
 */
function readPrivate(folder: string, file: string): string {
  const path = join(folder, file);
  try {
    const mode = statSync(path).mode & 0o777;
    if ((mode & 0o027) !== 0) {
      throw unusable(`${path} is open to others (mode ${mode.toString(8)}); run: chmod 600 ${path}`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof EncryptionError) throw error;
    throw unusable(`cannot read ${path} (${errorCode(error)})`);
  }
}

function derive(root: KeyObject, purpose: string): KeyObject {
  const info = `safe-community/vault/1/${purpose}`;
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, '', info, KEY_BYTES)));
}

function unusable(problem: string): EncryptionError {
  return new EncryptionError('keyring_unusable', `The keyring is not usable: ${problem}`);
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
