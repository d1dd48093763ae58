import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePrivateFile } from '@safe-community/security/private-file';
import type { StateRoot } from '@safe-community/local-stack';

/** That this state came out of a backup, and when. */
export interface Restored {
  /** Kept in the ledgers with the epoch that begins by it. */
  readonly reason: string;
}

/** Undefined for a state that has always been here. */
export function readRestored(root: StateRoot): Restored | undefined {
  const file = fileOf(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Restored) : undefined;
}

/** It stays: a start that was cut short does the same again, and once is enough for each restore. */
export function markRestored(root: StateRoot, now: Date): void {
  writePrivateFile(fileOf(root), JSON.stringify({ reason: `restored by hromada restore at ${now.toISOString()}` }));
}

function fileOf(root: StateRoot): string {
  return join(root.dir, 'restored.json');
}
