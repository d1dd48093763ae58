import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findBadCommits } from '../check-commits.ts';
import { brokenSubjectRules } from '../commits/subject.ts';

const RULE = 'scripts/check-commits.ts';
const GOOD = 'feat(ledger): read events in batches';
const BAD = 'One raw HTTP/2 call serves the tests';

describe('a subject', () => {
  it.each([
    GOOD,
    'fix: reject an empty name',
    'refactor(grpc-kit,ledger)!: move the codec',
    'revert!: drop the cache',
    `docs: ${'я'.repeat(66)}`,
  ])('accepts "%s"', (subject) => {
    expect(brokenSubjectRules(subject)).toEqual([]);
  });

  it.each([
    BAD,
    'Feat: capital type',
    'feature: unknown type',
    'feat(Ledger): capital scope',
    'feat(): empty scope',
    'feat:no space',
    'feat: ',
    'fixup! feat: squash me',
    'Revert "feat: x"',
    '',
  ])('rejects "%s"', (subject) => {
    expect(brokenSubjectRules(subject)).toEqual([expect.stringMatching(/^expected "type\(scope\): what"/)]);
  });

  it('has at most 72 characters', () => {
    expect(brokenSubjectRules(`docs: ${'я'.repeat(67)}`)).toEqual([
      'the subject has 73 characters, at most 72 are allowed',
    ]);
  });
});

describe('the history', () => {
  it('is checked from the commit that builds on the rule', () => {
    const { root, commit } = repository();
    commit('Everything before the rule is free');
    commit('The rule itself is the start', RULE);
    commit(GOOD);
    expect(findBadCommits(root)).toEqual([]);
    const hash = commit(BAD);
    commit('fix: later ones do not hide it');
    expect(findBadCommits(root)).toEqual([expect.stringMatching(`^${hash} "${BAD}": expected`)]);
  });

  it('is checked from the first rule when the file was removed and added again', () => {
    const { root, git, commit } = repository();
    commit('ci: check commits', RULE);
    commit(BAD);
    git('rm', '--quiet', RULE);
    commit('ci: remove the check');
    commit('ci: check commits again', RULE);
    expect(findBadCommits(root)).toHaveLength(1);
  });

  it('skips merges and branches that forked before the rule, but not branches that forked after it', () => {
    const { root, git, commit } = repository();
    commit('Before the rule');
    git('branch', 'old');
    commit('ci: check commits', RULE);
    git('branch', 'new');
    git('switch', '--quiet', 'old');
    commit('An old branch');
    git('switch', '--quiet', 'new');
    commit(BAD);
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge what is old', 'old');
    git('merge', '--quiet', '--no-ff', '-m', 'Merge what is new', 'new');
    expect(findBadCommits(root)).toEqual([expect.stringContaining(BAD)]);
  });

  it('has nothing to check in a shallow clone of one commit', () => {
    const { root, commit } = repository();
    commit('ci: check commits', RULE);
    commit(BAD);
    const clone = `${root}-clone`;
    onTestFinished(() => rmSync(clone, { recursive: true }));
    execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${root}`, clone], { env: plainEnv() });
    expect(findBadCommits(clone)).toEqual([]);
  });

  it('has nothing to check where it does not contain the rule or any commit', () => {
    const { root, commit } = repository();
    expect(findBadCommits(root)).toEqual([]);
    commit(BAD);
    expect(findBadCommits(root)).toEqual([]);
  });

  it('has nothing to check in an unpacked archive, alone or inside another repository', () => {
    const { root, commit } = repository();
    commit('ci: check commits', RULE);
    commit('Vendor the archive', `vendor/${RULE}`);
    commit(BAD);
    expect(findBadCommits(join(root, 'vendor'))).toEqual([]);
    expect(findBadCommits(folder())).toEqual([]);
  });

  it('has nothing to check without git', () => {
    const { root, commit } = repository();
    commit('ci: check commits', RULE);
    commit(BAD);
    expect(findBadCommits(root)).toHaveLength(1);
    vi.stubEnv('PATH', folder());
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(findBadCommits(root)).toEqual([]);
  });
});

interface Repository {
  readonly root: string;
  readonly git: (...args: string[]) => string;
  /** Commits, with a file if one is named, and returns the short hash. */
  readonly commit: (subject: string, file?: string) => string;
}

function repository(): Repository {
  const root = folder();
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', env: plainEnv() }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    root,
    git,
    commit(subject, file) {
      if (file !== undefined) {
        mkdirSync(join(root, file, '..'), { recursive: true });
        writeFileSync(join(root, file), '');
        git('add', file);
      }
      git('commit', '--quiet', '--allow-empty', '-m', subject);
      return git('log', '-1', '--format=%h');
    },
  };
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'commits-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** Without the user's settings, and without the variables that git sets for hooks. */
function plainEnv(): NodeJS.ProcessEnv {
  const person = { NAME: 'Test', EMAIL: 'test@example.org' };
  return {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
  };
}
