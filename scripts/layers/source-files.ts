import { globSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const CODE = /\.(ts|mts|js|mjs|cjs|sh|sql|proto)$/;

// Not ours to judge: what is installed, built or generated, and what runs have left behind.
const SKIPPED = new Set(['node_modules', 'gen']);

/** All code files under `root`, relative to it, with `/` between the parts, sorted. */
export function sourceFiles(root: string): string[] {
  return globSync('**/*', { cwd: root, exclude: isSkipped })
    .filter((path) => CODE.test(path) && statSync(join(root, path)).isFile())
    .toSorted();
}

function isSkipped(path: string): boolean {
  const name = basename(path);
  return SKIPPED.has(name) || (name.startsWith('.') && name !== '.ci');
}
