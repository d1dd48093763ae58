import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The files and folders of a repository, without installed packages, build output and leftovers of runs. */
export interface RepositoryPaths {
  /** Files and folders, relative to the root, without a trailing slash. */
  readonly all: readonly string[];
  /** Patterns of .gitignore without a trailing slash: what they match need not exist. */
  readonly ignored: readonly string[];
}

export function readRepositoryPaths(root: string): RepositoryPaths {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/\/$/, ''));
  const skipped = new Set(['.git', ...ignored]);
  const exclude = (path: string): boolean => skipped.has(basename(path)) || skipped.has(path);
  // A glob skips names that begin with a dot, and documents name some of them.
  const hidden = ['.ci', '.editorconfig', '.nvmrc', '.oxfmtrc.json', '.oxlintrc.json', '.gitignore', '.ci/*'];
  return { all: globSync(['**/*', ...hidden], { cwd: root, exclude }), ignored };
}
