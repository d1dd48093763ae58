import { execFileSync, spawnSync } from 'node:child_process';
import { testFolder } from '@safe-community/testkit';
import { beforeAll, expect, test } from 'vitest';
import { runHromada } from './run-hromada.ts';

const { PATH } = process.env;
const ENV = { PATH, SAFE_COMMUNITY_HOME: testFolder('empty-home') };

let script: string;
beforeAll(async () => {
  script = (await runHromada(['completion', 'bash'], ENV)).stdout;
});

/** What bash offers for the last of these words. */
function offered(...words: readonly string[]): string[] {
  const program =
    'source <(cat); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hromada; printf "%s\\n" "${COMPREPLY[@]}"';
  const output = execFileSync('bash', ['-c', program, 'bash', ...words], { input: script, encoding: 'utf8' });
  return output.split('\n').filter((word) => word !== '');
}

test('bash completes commands, their options and the words that these accept', () => {
  expect(offered('./hromada', 'off')).toEqual(['official', 'officer', 'officers']);
  expect(offered('hromada', 'dead-letters', '')).toEqual(
    expect.arrayContaining(['list', 'show', 'redrive', 'discard']),
  );
  expect(offered('hromada', 'officers', 'erasures', '--b')).toEqual(['--by']);
  expect(offered('hromada', 'officers', 'list', '--state', '')).toContain('suspended');
  expect(offered('hromada', 'cameras', '--state', 'in-')).toEqual(['in-stock', 'in-repair']);
  expect(offered('hromada', 'officers', '--language', '')).toEqual(['uk', 'en']);
  expect(offered('hromada', 'completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
  expect(offered('hromada', 'released', 'visits')).toEqual(['visits-overdue', 'visits-done']);
});

test('fish, if it is installed, completes the same', async () => {
  const { stdout: ofFish } = await runHromada(['completion', 'fish'], ENV);
  const completed = (line: string, shell = 'fish') => {
    const program = 'source -; complete -C $argv[1]';
    const { error, stdout } = spawnSync(shell, ['-c', program, line], { input: ofFish, encoding: 'utf8' });
    return error === undefined ? stdout.split('\n').map((each) => each.split('\t')[0]) : undefined;
  };
  const states = completed('hromada officers list --state ');
  if (states === undefined) return;
  expect(states).toContain('suspended');
  expect(completed('./hromada offi')).toEqual(expect.arrayContaining(['official', 'officer', 'officers']));
  expect(completed('hromada --language uk officers erasures --b')).toContain('--by');
});

test.each(['bash', 'zsh', 'fish'])('%s reads its script without an error, if it is installed', async (shell) => {
  const { exitCode, stdout } = await runHromada(['completion', shell, '--language', 'uk'], ENV);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('officers');
  const checked = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
  if (checked.error === undefined)
    expect({ status: checked.status, stderr: checked.stderr }).toEqual({ status: 0, stderr: '' });
});

test('another shell is a usage error', async () => {
  const { exitCode, stderr } = await runHromada(['completion', 'tcsh'], ENV);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish');
});
