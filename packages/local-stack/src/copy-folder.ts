import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How to handle an entry: copy it, skip it, or create an empty folder. */
export type Treatment = 'copied' | 'left-out' | 'emptied';

/** Copies a folder recursively into one that is created if missing; only the owner can read it. */
export function copyFolder(from: string, to: string, treat: (name: string) => Treatment = () => 'copied'): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    const treatment = treat(entry.name);
    if (treatment === 'left-out') continue;
    if (treatment === 'emptied') mkdirSync(target, { mode: 0o700 });
    else if (entry.isDirectory()) copyFolder(source, target, treat);
    else copyPrivately(source, target);
  }
}

/** Skips a file that disappears meanwhile. */
export function copyPrivately(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, 0o600);
  } catch (error) {
    if (existsSync(from)) throw error;
  }
}
