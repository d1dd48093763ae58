import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'safe-community-test-';

/** A new folder for this run's files. Folders of earlier runs that were killed are removed on the way. */
export function makeRunFolder(): string {
  for (const name of readdirSync(tmpdir())) if (isLeftover(name)) rmSync(join(tmpdir(), name), { recursive: true });
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

function isLeftover(name: string): boolean {
  if (!name.startsWith(PREFIX)) return false;
  const [pid] = name.slice(PREFIX.length).split('-');
  const isOurs = statSync(join(tmpdir(), name), { throwIfNoEntry: false })?.uid === process.getuid?.();
  return isOurs && !existsSync(`/proc/${pid}`);
}
