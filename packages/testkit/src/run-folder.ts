import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'safe-community-test-';

/** A folder in memory, as Linux offers it. */
const MEMORY = '/dev/shm';
/** What a run needs there at most, and what the programs of the tests need beside it. */
const [MAX_FILES, MAX_MEMORY] = [4 * 2 ** 30, 8 * 2 ** 30];

/** Creates a folder for this run. Removes leftover folders of killed runs. */
export function makeRunFolder(): string {
  const folders = existsSync(MEMORY) ? [tmpdir(), MEMORY] : [tmpdir()];
  for (const folder of folders) {
    for (const name of readdirSync(folder))
      if (isLeftover(folder, name)) rmSync(join(folder, name), { recursive: true });
  }
  return mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Each test file copies a database of hundreds of files: that takes a fifth of the processor time in memory. */
function hasRoom(folder: string): boolean {
  if (!existsSync(folder) || process.availableMemory() < MAX_MEMORY) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= MAX_FILES;
}

function isLeftover(folder: string, name: string): boolean {
  if (!name.startsWith(PREFIX)) return false;
  const [pid] = name.slice(PREFIX.length).split('-');
  const isOurs = statSync(join(folder, name), { throwIfNoEntry: false })?.uid === process.getuid?.();
  return isOurs && !existsSync(`/proc/${pid}`);
}
