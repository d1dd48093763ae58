import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryDocuments, ROOT } from './entry/documents.ts';
import { NAMES_ELSEWHERE, PATHS_ELSEWHERE } from './entry/elsewhere.ts';
import { codeNames, unknownNames } from './entry/names.ts';
import { missingScripts } from './entry/npm-scripts.ts';
import { missingPaths } from './entry/paths.ts';
import { readRepositoryPaths } from './entry/repository-paths.ts';

const DOCUMENTS = entryDocuments();
const ELSEWHERE = 'docs/test/entry/elsewhere.ts';
const PATHS = readRepositoryPaths(ROOT);
/** Not the checker itself: it lists names from elsewhere. */
const SOURCE = /^(?!docs\/test\/).*(?<!\.test)\.(ts|mjs|py|go|java|proto|json|yaml)$/;

/**
 * The problems to repair: those of names that do not lie elsewhere, and names that are listed as elsewhere and do not need
 * to be.
 */
function unexplained(problems: readonly string[], elsewhere: Readonly<Record<string, string>>): string[] {
  const named = (problem: string): string => problem.replace(/^.*: (.*?)(\(\))?$/, '$1');
  const known = new Set(problems.map(named));
  return [
    ...problems.filter((problem) => !(named(problem) in elsewhere)),
    ...Object.keys(elsewhere)
      .filter((name) => !known.has(name))
      .map((name) => `${name} is in the repository now, or no document names it: delete it from ${ELSEWHERE}`),
  ];
}

/** The npm scripts of a workspace by its name or folder. */
function scriptsOf(workspace: string): ReadonlySet<string> {
  const folder = workspace.startsWith('@') ? join('node_modules', workspace) : workspace;
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as { scripts?: object };
  return new Set(Object.keys(manifest.scripts ?? {}));
}

describe('references in entry documents', () => {
  test('paths exist', () => {
    const missing = DOCUMENTS.flatMap((document) => missingPaths(document, PATHS));
    expect(unexplained(missing, PATHS_ELSEWHERE).join('\n')).toBe('');
  });

  test('npm scripts exist', () => {
    expect(DOCUMENTS.flatMap((document) => missingScripts(document, scriptsOf)).join('\n')).toBe('');
  });

  test('functions and types exist in the code', () => {
    const sources = PATHS.all.filter((path) => SOURCE.test(path) && path !== 'package-lock.json');
    const names = codeNames(sources.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
    const unknown = DOCUMENTS.flatMap((document) => unknownNames(document, names));
    expect(unexplained(unknown, NAMES_ELSEWHERE).join('\n')).toBe('');
  });
});
