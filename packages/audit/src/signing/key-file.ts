import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SigningKey } from './signing-key.ts';

const OPEN_TO_OTHERS = 0o007;

/**
 * Reads the private key for a service's checkpoints: PKCS #8 in PEM. Throws if it is malformed, or if others than the
 * owner and the group may read the file. (Kubernetes mounts secrets readable by the group.)
 */
export function readAuditKey(file: string): SigningKey {
  if ((statSync(file).mode & OPEN_TO_OTHERS) !== 0) throw new Error(`${file} is open to others: chmod o-rwx`);
  return new SigningKey(readFileSync(file, 'utf8'));
}

/** Creates a new key (0600). Throws if the file exists: to replace a key, use another file. */
export function createAuditKey(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, newAuditKey(), { mode: 0o600, flag: 'wx', flush: true });
}

/** A new private key: PKCS #8 in PEM. */
export function newAuditKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
