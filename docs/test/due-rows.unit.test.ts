import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SKIPPING = /\bskip locked\b/gi;
const COMPARED = /\bexpectSkipsLocked\(/g;

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'apps'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => /\/(src|test)\/.*\.ts$/.test(file));
const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test('two replicas take different rows by every statement that skips locked ones', () => {
  const tests = files.filter((file) => file.endsWith('.int.test.ts') && textOf(file).includes('expectSkipsLocked('));
  const tested = new Set(tests.flatMap(importsOf));
  const statements = files
    .filter((file) => /\/src\//.test(file) && !file.endsWith('.test.ts'))
    .map((file) => ({ file, count: countOf(textOf(file), SKIPPING) }))
    .filter(({ count }) => count > 0);
  expect(statements.length).toBeGreaterThan(5);
  const missing = statements.filter(({ file }) => !tested.has(file)).map(({ file }) => file);
  expect(missing, 'call what the file exports in an expectSkipsLocked() of test/due-rows.int.test.ts').toEqual([]);
  const [calls, needed] = [
    tests.reduce((sum, file) => sum + countOf(textOf(file), COMPARED), 0),
    statements.reduce((sum, { count }) => sum + count, 0),
  ];
  expect(calls, 'calls of expectSkipsLocked(), one for each statement').toBeGreaterThanOrEqual(needed);
});

/** The files of its own app that a file imports. */
function importsOf(file: string): string[] {
  const imports = textOf(file).matchAll(/from '(\.[^']+)'/g);
  return [...imports].map(([, path = '']) => normalize(join(file, '..', path)));
}

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
