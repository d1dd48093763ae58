import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createKeyFile, loadKeyring, type Keyring } from '../../src/encryption/index.ts';

/** An empty folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A keyring with one new key, `k1`. */
export function temporaryKeyring(): Keyring {
  const folder = temporaryFolder();
  createKeyFile(folder, 'k1');
  return loadKeyring(folder);
}
