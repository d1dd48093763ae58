import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileErrors } from './entry/code-blocks.ts';
import { entryDocuments, ROOT } from './entry/documents.ts';
import { NAMES_ELSEWHERE, PATHS_ELSEWHERE } from './entry/elsewhere.ts';
import { codeNames, unknownNames } from './entry/names.ts';
import { missingScripts } from './entry/npm-scripts.ts';
import { missingPaths } from './entry/paths.ts';
import { readRepositoryPaths } from './entry/repository-paths.ts';

const DOCUMENTS = entryDocuments();
const PATHS = readRepositoryPaths(ROOT);
/** Not the checker itself: it lists names from elsewhere. */
const SOURCE = /^(?!docs\/test\/).*(?<!\.test)\.(ts|mjs|py|go|java|proto|json|yaml)$/;

/** Splits the problems into those to repair and the names that are defined elsewhere. */
function sort(problems: readonly string[], elsewhere: Readonly<Record<string, string>>): [string[], string[]] {
  const named = (problem: string): string => problem.replace(/^.*: (.*?)(\(\))?$/, '$1');
  const isElsewhere = (problem: string): boolean => named(problem) in elsewhere;
  const known = new Set(problems.filter(isElsewhere).map(named));
  return [problems.filter((problem) => !isElsewhere(problem)), [...known].toSorted()];
}

/** The npm scripts of a workspace by its name or folder. */
function scriptsOf(workspace: string): ReadonlySet<string> {
  const folder = workspace.startsWith('@') ? join('node_modules', workspace) : workspace;
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as { scripts?: object };
  return new Set(Object.keys(manifest.scripts ?? {}));
}

describe('references in entry documents', () => {
  test('paths exist', () => {
    const [missing, elsewhere] = sort(
      DOCUMENTS.flatMap((document) => missingPaths(document, PATHS)),
      PATHS_ELSEWHERE,
    );
    expect(missing.join('\n')).toBe('');
    expect(elsewhere).toEqual(Object.keys(PATHS_ELSEWHERE).toSorted());
  });

  test('npm scripts exist', () => {
    expect(DOCUMENTS.flatMap((document) => missingScripts(document, scriptsOf)).join('\n')).toBe('');
  });

  test('functions and types exist in the code', () => {
    const sources = PATHS.all.filter((path) => SOURCE.test(path) && path !== 'package-lock.json');
    const names = codeNames(sources.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
    const [unknown, elsewhere] = sort(
      DOCUMENTS.flatMap((document) => unknownNames(document, names)),
      NAMES_ELSEWHERE,
    );
    expect(unknown.join('\n')).toBe('');
    expect(elsewhere).toEqual(Object.keys(NAMES_ELSEWHERE).toSorted());
  });

  test('TypeScript compiles', async () => {
    expect((await compileErrors(ROOT, DOCUMENTS)).join('\n')).toBe('');
  });
});
