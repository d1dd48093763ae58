import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCS } from './document.ts';

const ROOT = join(DOCS, '..');
const RUNBOOK = 'docs/runbooks/failing-job.md';

/** `{ name: 'escalate', everyMs: …`, or `onProgress('check-recent-routing', …`. */
const JOB = /\bname: '([a-z-]+)',\s*everyMs\b|\bonProgress\(\s*'([a-z-]+)'/g;

test('the runbook says of every job what follows while it fails', () => {
  const jobs = sources().flatMap((text) => [...text.matchAll(JOB)].map(([, name, follower]) => name ?? follower ?? ''));
  // Otherwise the pattern above overlooks how jobs are declared.
  expect(jobs.length).toBeGreaterThan(25);
  expect(listed().toSorted()).toEqual([...new Set(jobs)].toSorted());
});

function sources(): string[] {
  return globSync(['apps/*/src/**/*.ts', 'packages/*/src/**/*.ts'], { cwd: ROOT })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'));
}

/** The words in code in the first column of the tables of jobs. */
function listed(): string[] {
  const [, section = ''] = readFileSync(join(ROOT, RUNBOOK), 'utf8').split(/^## Meaning$/m);
  const [own = ''] = section.split('\n## ');
  const rows = own.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name));
}
