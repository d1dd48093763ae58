import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What there is in a repository: its files and folders, without what is installed, built or left behind by runs. */
export interface RepositoryPaths {
  /** Files and folders, relative to the root, without a slash at the end. */
  readonly all: readonly string[];
  /** Patterns of .gitignore without a slash at the end: what they name need not be there. */
  readonly ignored: readonly string[];
}

export function readRepositoryPaths(root: string): RepositoryPaths {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/\/$/, ''));
  const skipped = new Set(['.git', ...ignored]);
  const exclude = (path: string): boolean => skipped.has(basename(path)) || skipped.has(path);
  // A glob leaves out names that begin with a dot, and some of them are named in documents.
  const hidden = ['.ci', '.editorconfig', '.nvmrc', '.oxfmtrc.json', '.oxlintrc.json', '.gitignore', '.ci/*'];
  return { all: globSync(['**/*', ...hidden], { cwd: root, exclude }), ignored };
}
