import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const config = join(import.meta.dirname, '../test/closing-line/vitest.config.ts');

function run(sample: string, env: Record<string, string> = {}, ...more: string[]) {
  const args = [vitest, 'run', '--config', config, sample, ...more];
  const plain = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1', ...env };
  const { stdout, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: plain,
    cwd: import.meta.dirname,
  });
  return { lines: stdout.trimEnd().split('\n'), stdout, status };
}

describe('ClosingLineReporter', () => {
  it('prints little when green, and the reasons of skipped tests', () => {
    const { lines, status } = run('green');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^ok {5}.* green\.sample\.ts \(2 tests, [\d.]+ s\)$/);
    expect(lines[1]).toBe('skipped green.sample.ts > needs something: it is not here');
    expect(lines[2]).toBe('1 passed, 0 failed, 1 skipped');
    expect(status).toBe(0);
  });

  it('counts the tests that -t filtered out, and does not list them', () => {
    const { lines } = run('red', {}, '-t', '^passes$');
    expect(lines.slice(1)).toEqual(['1 passed, 0 failed, 3 skipped']);
  });

  it('prints one line for all tests that a failed beforeAll prevented', () => {
    const { lines, stdout } = run('red');
    expect(lines).toContain('1 skipped: beforeAll failed in red.sample.ts > with a hook that throws');
    expect(stdout).not.toContain('no reason given');
  });

  it('lists tests that passed on a retry, with the first failure and what it logged', () => {
    const { lines, status } = run('second');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe('passed on a retry second.sample.ts > holds at the second try: seed 17');
    expect(lines[2]).toMatch(/^of the first try: expected 1 to be 2/);
    expect(lines[3]).toBe('said at the first try');
    expect(lines[4]).toBe('1 passed, 0 failed');
    expect(status).toBe(0);
  });

  it('prints failures in full, summarizes them at the end, and counts hooks and errors outside tests', () => {
    const { lines, stdout, status } = run('red');
    expect(stdout).toContain('FAILED red.sample.ts > fails');
    expect(stdout).toMatch(/-\s+"counted": 2/);
    expect(stdout).toContain('no ground to stand on');
    expect(stdout).toContain('nobody waited for this');
    expect(lines).toContain('said before it fails');
    expect(lines).toContain('said by a hook of the file');
    expect(lines.filter((line) => line.startsWith('said '))).toHaveLength(2);
    expect(lines.slice(-5, -1)).toEqual([
      'In short:',
      'FAILED red.sample.ts > with a hook that throws: no ground to stand on',
      'FAILED red.sample.ts > fails: expected { counted: 1 } to deeply equal { counted: 2 }',
      'FAILED outside any test: nobody waited for this',
    ]);
    expect(lines.at(-1)).toBe('2 passed, 3 failed, 1 skipped');
    expect(status).toBe(1);
  });

  it('prints what a test wrote in whose course its process ended', () => {
    const { lines, status } = run('killed');
    expect(lines).toContain('said before the process ends');
    expect(lines.at(-1)).toMatch(/^\d+ passed, [1-9]\d* failed/);
    expect(status).toBe(1);
  });

  it.each([
    ['a file that cannot be loaded', 'broken', {}, 'this file cannot be loaded'],
    ['no test at all', 'nothing-of-that-name', {}, 'No test ran.'],
    ['a global setup that fails', 'green', { NO_GROUND: '1' }, ''],
  ])('counts as failure: %s', (_, sample, env, shown) => {
    const { lines, stdout, status } = run(sample, env);
    expect(stdout).toContain(shown);
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
    expect(status).toBe(1);
  });
});
