import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'safe-community-test-';

/** Creates a folder for this run. Removes leftover folders of killed runs. */
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
