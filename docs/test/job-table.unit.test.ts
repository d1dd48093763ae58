import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCS } from './document.ts';

const ROOT = join(DOCS, '..');
const RUNBOOK = 'docs/runbooks/failing-job.md';

/** `{ name: 'escalate', everyMs: …`, or `onProgress('check-recent-routing', …`. */
const JOB = /\bname: '([a-z-]+)',\s*everyMs\b|\bonProgress\(\s*'([a-z-]+)'/g;
/** The same however the job is named: every value of `everyMs` that is no type, and every call. */
const DECLARED = /\beveryMs: (?!number\b)|\beveryMs,\s*(?:async )?run\b|(?<!function )\bonProgress\(/g;
/** Declares the job of each call. */
const ON_PROGRESS = 'packages/service-kit/src/on-progress.ts';

test('the runbook says of every job what follows while it fails', () => {
  const jobs = sources().flatMap(({ text }) => namesIn(text));
  expect(jobs).toContain('escalate');
  expect(listed().toSorted()).toEqual([...new Set(jobs)].toSorted());
});

test('every job is named by a text that stands before how often it runs', () => {
  const overlooked = sources()
    .filter(({ file, text }) => file !== ON_PROGRESS && namesIn(text).length !== [...text.matchAll(DECLARED)].length)
    .map(({ file }) => file);
  expect(overlooked).toEqual([]);
});

test.each([
  'const job = { everyMs: 5, name: "a", run };',
  'const job = { name: NAME, everyMs: EVERY_MS, run };',
  'const job = {\n  name,\n  everyMs,\n  async run() {},\n};',
  'return onProgress(NAME, database, run);',
])('a job that is declared otherwise is noticed: %j', (text) => {
  expect([namesIn(text).length, [...text.matchAll(DECLARED)].length]).toEqual([0, 1]);
});

function namesIn(text: string): string[] {
  return [...text.matchAll(JOB)].map(([, name, follower]) => name ?? follower ?? '');
}

/** The sources of services and of what they are built on: elsewhere `everyMs` is how often something is looked at. */
function sources(): { readonly file: string; readonly text: string }[] {
  return globSync(['apps/*/src/**/*.ts', 'packages/service-kit/src/**/*.ts'], { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

/** The words in code in the first column of the tables of jobs. */
function listed(): string[] {
  const [, section = ''] = readFileSync(join(ROOT, RUNBOOK), 'utf8').split(/^## Meaning$/m);
  const [own = ''] = section.split('\n## ');
  const rows = own.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name));
}
