import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import type { StateRoot } from '@safe-community/local-stack';

/** Marks a state that was restored from a backup. */
export interface Restored {
  /** Stored in the ledgers with the epoch that begins. */
  readonly reason: string;
}

/** Undefined for a state that was never restored. */
export function readRestored(root: StateRoot): Restored | undefined {
  const file = fileOf(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Restored) : undefined;
}

/** The mark stays: an interrupted start repeats the same steps, and they take effect once per restore. */
export function markRestored(root: StateRoot, now: Date): void {
  writePrivateFile(fileOf(root), JSON.stringify({ reason: `restored by hromada restore at ${now.toISOString()}` }));
}

function fileOf(root: StateRoot): string {
  return join(root.dir, 'restored.json');
}
