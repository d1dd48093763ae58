import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder, testPki } from '@safe-community/testkit';
import { expect, test } from 'vitest';
import { PROGRAM } from './run-hromada.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

/** The modules that a command loads if no service responds. */
function loadedBy(...words: readonly string[]): string[] {
  const hooks = `import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    process.on('exit', () => console.error(JSON.stringify(loaded)));`;
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities.client;
  const services = ['OFFICER_REGISTRY', 'INCIDENT_INTAKE', 'CAMERA_ROLLOUT', 'STATISTICS'];
  const env = {
    PATH: process.env['PATH'],
    SAFE_COMMUNITY_HOME: testFolder('empty-home'),
    ...Object.fromEntries(services.map((name) => [`${name}_ADDRESS`, 'localhost:1'])),
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
  };
  const flag = `data:text/javascript,${encodeURIComponent(hooks)}`;
  const { stderr } = spawnSync(process.execPath, ['--import', flag, MAIN, ...words], { encoding: 'utf8', env });
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '[]') as string[];
}

/** What only servers, imports and mappings need. */
const SELDOM = /grpc-kit\/src\/server|packages\/telemetry|local-stack\/src\/index|@opentelemetry|zod|yaml|csv-parse/;

const PERIOD = ['--from', '2026-01-01', '--to', '2026-01-31'];

// Answers of statistics hold the status of territories, which is declared with these two of officers/v1.
// The budget is what a command loads, with some room. A module is about half a millisecond of the start.
test.each<[budget: number, words: string[], others: RegExp]>([
  [40, ['--help'], /packages\/contracts/],
  [230, ['officers', 'list', '--help'], /cameras\/v1|incidents\/v1/],
  [273, ['officers', 'list'], /cameras\/v1|incidents\/v1|statistics\/v1\/s|audit\/v1|ledger\/v1/],
  [273, ['incidents', 'list'], /cameras\/v1|officers\/v1|statistics\/v1\/s|audit\/v1|ledger\/v1/],
  [273, ['waves', 'list'], /officers\/v1|incidents\/v1|statistics\/v1\/s|audit\/v1|ledger\/v1/],
  [273, ['figures', 'incidents', ...PERIOD], /officers\/v1\/(?!territory_service|located_point)|audit\/v1|ledger\/v1/],
  [273, ['scorecard'], /officers\/v1\/(?!territory_service|located_point)|audit\/v1|ledger\/v1/],
  [230, ['audit', 'search'], /officers\/v1|incidents\/v1|cameras\/v1|statistics\/v1\/s/],
  [230, ['dead-letters', 'list'], /officers\/v1|incidents\/v1|cameras\/v1|statistics\/v1\/s/],
])('at most %i modules are loaded by %j', (budget, words, others) => {
  const loaded = loadedBy(...words);
  expect(loaded.some((url) => url.endsWith('src/commands.ts'))).toBe(true);
  expect(loaded.filter((url) => SELDOM.test(url) || others.test(url))).toEqual([]);
  expect(loaded.some((url) => url.includes('grpc-kit'))).toBe(!words.includes('--help'));
  expect(loaded.length).toBeLessThanOrEqual(budget);
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
