import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What becomes of an entry: copied, left out, or made as an empty folder. */
export type Treatment = 'copied' | 'left-out' | 'emptied';

/** Copies a folder with what is in it into one that is made where it is missing; only its owner can read it. */
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

/** A file that goes away meanwhile is left out. */
export function copyPrivately(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, 0o600);
  } catch (error) {
    if (existsSync(from)) throw error;
  }
}
