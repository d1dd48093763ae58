import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { unlistedBreaks } from '../check-json-breaks.ts';

const PATHS = { '/api/v1/figures': { get: {} }, '/api/v1/coverage': { get: {} } };
const FULL = { paths: PATHS };
const BROKEN = { paths: { '/api/v1/coverage': { get: {} } } };
const GONE = 'GET /api/v1/figures is gone';
const RELEASED = '# Changelog\n\n## [1.0.0] - 2027-01-01\n';
const LISTED = `${RELEASED}- **Breaking:** \`/api/v1/figures\` is\n  gone.\n`;

function repository() {
  const root = mkdtempSync(join(tmpdir(), 'json-breaks-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  git('init', '--quiet');
  const write = (contract: object, changelog: string) => {
    const files = { 'docs/openapi.json': JSON.stringify(contract), 'CHANGELOG.md': changelog };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
  };
  const commit = (contract: object, changelog: string): string => {
    write(contract, changelog);
    git('add', '.');
    git('commit', '--quiet', '--allow-empty', '--message', 'feat: change');
    return git('rev-parse', '--short', 'HEAD').trim();
  };
  commit(FULL, RELEASED);
  git('branch', 'older');
  mkdirSync(join(root, 'scripts'));
  writeFileSync(join(root, 'scripts/check-json-breaks.ts'), '');
  commit(FULL, RELEASED);
  git('branch', 'ruled');
  return { root, git, write, commit };
}

/** Merges `branch` into the one that is checked out. */
function merge(git: (...args: string[]) => string, branch: string): string {
  git('merge', '--quiet', '--no-ff', '--message', 'merge', branch);
  return git('rev-parse', '--short', 'HEAD').trim();
}

it('finds a break that is not committed, until the changelog lists it with its path', () => {
  const { root, write } = repository();
  expect(unlistedBreaks(root)).toEqual([]);
  write(BROKEN, '- The figures are gone.\n');
  expect(unlistedBreaks(root)).toEqual([`not committed: ${GONE}`]);
  write(BROKEN, '- **Breaking:** something else.\n');
  expect(unlistedBreaks(root)).toEqual([`not committed: ${GONE}`]);
  write(BROKEN, LISTED);
  expect(unlistedBreaks(root)).toEqual([]);
});

it('finds a break that was committed with the snapshot, also when more commits follow', () => {
  const { root, commit } = repository();
  const hash = commit(BROKEN, RELEASED);
  commit(BROKEN, LISTED);
  expect(unlistedBreaks(root)).toEqual([`${hash}: ${GONE}`]);
});

it('wants an entry for each break: one of an earlier commit lists no later one', () => {
  const { root, commit } = repository();
  commit(BROKEN, LISTED);
  commit(FULL, LISTED);
  expect(unlistedBreaks(root)).toEqual([]);
  const hash = commit(BROKEN, `${LISTED}- More.\n`);
  expect(unlistedBreaks(root)).toEqual([`${hash}: ${GONE}`]);
});

it('finds a break that comes with a merge of a branch older than the rule, whichever side merges', () => {
  const { root, git, commit } = repository();
  git('checkout', '--quiet', 'older');
  commit(BROKEN, RELEASED);
  git('checkout', '--quiet', '-b', 'merging', 'ruled');
  const merged = merge(git, 'older');
  expect(unlistedBreaks(root)).toEqual([`${merged}: ${GONE}`]);
  git('checkout', '--quiet', 'older');
  const taken = merge(git, 'ruled');
  expect(unlistedBreaks(root)).toEqual([`${taken}: ${GONE}`]);
});

it('passes a merge that brings the entry with the break', () => {
  const { root, git, commit } = repository();
  git('checkout', '--quiet', '-b', 'listed', 'older');
  commit(BROKEN, LISTED);
  git('checkout', '--quiet', '-b', 'merging', 'ruled');
  merge(git, 'listed');
  expect(unlistedBreaks(root)).toEqual([]);
});

it('passes where there is no history', () => {
  const root = mkdtempSync(join(tmpdir(), 'json-breaks-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'docs'));
  writeFileSync(join(root, 'docs/openapi.json'), '{}');
  expect(unlistedBreaks(root)).toEqual([]);
});

it('finds nothing before the first release', () => {
  const { root, write, commit } = repository();
  commit(FULL, '# Changelog\n\n## [Unreleased]\n');
  commit(BROKEN, '# Changelog\n\n## [Unreleased]\n');
  write({ paths: {} }, '# Changelog\n');
  expect(unlistedBreaks(root)).toEqual([]);
});
