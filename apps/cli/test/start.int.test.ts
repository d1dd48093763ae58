import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '@safe-community/testkit';
import { expect, test } from 'vitest';
import { PROGRAM } from './run-hromada.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

/** The modules that a command loads. */
function loadedBy(...words: readonly string[]): string[] {
  const hooks = `import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    process.on('exit', () => console.error(JSON.stringify(loaded)));`;
  const env = { PATH: process.env['PATH'], SAFE_COMMUNITY_HOME: testFolder('empty-home') };
  const flag = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', flag, MAIN, ...words], { encoding: 'utf8', env });
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '[]') as string[];
}

const HEAVY = /grpc-kit|packages\/territory|packages\/telemetry|local-stack\/src\/index|@opentelemetry|zod|cameras\/v1/;

test('the help loads no contract, no territory and nothing that calls or starts services', () => {
  const loaded = loadedBy('--help');
  expect(loaded.some((url) => url.endsWith('src/commands.ts'))).toBe(true);
  expect(loaded.filter((url) => HEAVY.test(url) || url.includes('packages/contracts'))).toEqual([]);
  expect(loaded.length).toBeLessThan(100);
});

test('the help of a list loads its own contracts only, and no client', () => {
  const loaded = loadedBy('officers', 'list', '--help');
  expect(loaded.filter((url) => /grpc-kit|telemetry|local-stack|zod|cameras\/v1|incidents\/v1/.test(url))).toEqual([]);
  expect(loaded.length).toBeLessThan(400);
});

test('a call loads neither the server nor the contracts of other services', () => {
  const loaded = loadedBy('officers', 'list');
  expect(
    loaded.filter((url) => /grpc-kit\/src\/server|local-stack\/src\/index|cameras\/v1|statistics\/v1\/s/.test(url)),
  ).toEqual([]);
  expect(loaded.length).toBeLessThan(800);
});

test('./hromada runs from any folder, also by a link', () => {
  const link = join(testFolder('links'), 'hromada');
  symlinkSync(PROGRAM, link);
  expect(execFileSync(link, ['--version'], { cwd: '/', encoding: 'utf8' })).toBe('0.1.0\n');
});

test('without packages, ./hromada says what to run, and downloads nothing', () => {
  const root = testFolder('clone');
  cpSync(PROGRAM, join(root, 'hromada'));
  const { status, stdout, stderr } = spawnSync(join(root, 'hromada'), ['scorecard'], { encoding: 'utf8', cwd: '/' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(`The packages of ${root} are not installed.`);
  expect(stderr).toMatch(/npm start .*npm ci/);
  // Packages without generated contracts are not enough.
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  symlinkSync(process.execPath, join(root, 'node_modules/.bin/node'));
  expect(spawnSync(join(root, 'hromada'), ['scorecard'], { encoding: 'utf8' }).stderr).toBe(stderr);
});

test('the language is that of --language, else of the environment', () => {
  const help = (env: NodeJS.ProcessEnv, ...words: readonly string[]) =>
    execFileSync(PROGRAM, [...words, 'beats', '--help'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...env },
    });
  expect(help({})).toContain('only of this oblast');
  expect(help({ LANG: 'uk_UA.UTF-8' })).toContain('лише цієї області');
  expect(help({ LANG: 'uk_UA.UTF-8', LC_ALL: 'C' })).toContain('only of this oblast');
  expect(help({ LANG: 'uk_UA.UTF-8' }, '--language', 'en')).toContain('only of this oblast');
  expect(help({ LC_ALL: 'uk' })).toContain('Параметри:');
});
