import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copyPrivately } from './copy-cluster.ts';

/** Copies a folder with all that is in it into one that is made where it is missing; only its owner can read it. */
export function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else copyPrivately(source, target);
  }
}
