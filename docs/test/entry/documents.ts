import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCS } from '../document.ts';

export const ROOT = join(DOCS, '..');

/** A document that shows readers where to find something. */
export interface EntryDocument {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly text: string;
}

/** The documents for newcomers, operators and integrators. The changelog is excluded: it describes the past. */
export function entryDocuments(): EntryDocument[] {
  const globs = [
    '{README,README.uk,CONTRIBUTING,SECURITY}.md',
    'docs/**/*.md',
    '{apps,packages}/*/README.md',
    '{fault-tests,infra,load-tests}/**/README.md',
  ];
  const exclude = (path: string): boolean => /(^|\/)node_modules(\/|$)/.test(path);
  return globSync(globs, { cwd: ROOT, exclude })
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}
