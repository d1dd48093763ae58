import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Atomically writes a file that only its owner can read (0600). */
export function writePrivateFile(path: string, content: string): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/** The password stored in `path`. The first call creates one: 192 random bits, safe in a URL. */
export function keptPassword(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!statSync(path, { throwIfNoEntry: false })) writePrivateFile(path, randomBytes(24).toString('base64url'));
  return readFileSync(path, 'utf8');
}
