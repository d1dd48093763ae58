import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, startServiceProcess, testPki } from '@safe-community/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assemble } from '../../image/assemble.ts';
import { bundle } from '../../image/bundle.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../../..');

/** A repository with a service that prints what a third-party package reads beside itself. */
const SAMPLE = {
  'apps/sample/package.json': '{ "type": "module" }',
  'apps/sample/src/main.ts': "import { said } from '../../../packages/ours/src/index.ts'; console.log(said as string);",
  'apps/sample/src/migrate.ts':
    "import { Migrated } from '../../../packages/ours/src/index.ts'; console.log(Migrated.name);",
  'packages/ours/src/index.ts': "export { said } from 'others'; export class Migrated {}",
  'node_modules/others/package.json': '{ "name": "others" }',
  'node_modules/others/index.js': "exports.said = require('fs').readFileSync(`${__dirname}/said.proto`, 'utf8');",
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'safe-community-bundle-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function bundled(changed: Readonly<Record<string, string>> = {}): Promise<string> {
  for (const [path, content] of Object.entries({ ...SAMPLE, ...changed })) write(join(folder, 'from', path), content);
  const to = join(folder, 'to');
  write(join(to, 'apps/sample/package.json'), '{ "type": "module" }');
  write(join(to, 'node_modules/others/said.proto'), 'found');
  await bundle(join(folder, 'from'), 'apps/sample', to);
  // Nothing of the build folder exists at run time.
  rmSync(join(folder, 'from'), { recursive: true });
  return join(to, 'apps/sample');
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

it('contains everything a program needs, resolves files of other packages, and keeps class names', async () => {
  const programs = await bundled();
  expect(await run(process.execPath, [join(programs, 'main.js')])).toEqual({ stdout: 'found\n', stderr: '' });
  expect(await run(process.execPath, [join(programs, 'migrate.js')])).toEqual({ stdout: 'Migrated\n', stderr: '' });
});

it('is pure ASCII with the same strings as its sources', async () => {
  const text = "export const said = 'Київ 🚓 №1' + `${/^[а-яії]+$/.test('київ')}`; export class Migrated {}";
  const programs = await bundled({ 'packages/ours/src/index.ts': text });
  expect((await run(process.execPath, [join(programs, 'main.js')])).stdout).toBe('Київ 🚓 №1true\n');
  const files = readdirSync(programs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(readFileSync(join(programs, file), 'utf8')).not.toMatch(/\P{ASCII}/u);
});

it('fails for a text that would change when escaped to ASCII', async () => {
  const raw = { 'packages/ours/src/index.ts': 'export const said = String.raw`№`; export class Migrated {}' };
  await expect(bundled(raw)).rejects.toThrow(/would be another text/);
});

it('fails for a module of ours that reads files beside itself', async () => {
  const lost = { 'packages/ours/src/index.ts': 'export const said = import.meta.dirname; export class Migrated {}' };
  await expect(bundled(lost)).rejects.toThrow(/ours\/src\/index\.ts looks for files beside itself/);
});

it('fails on an unresolved import', async () => {
  const broken = { 'packages/ours/src/index.ts': "export { said } from 'nobody'; export class Migrated {}" };
  await expect(bundled(broken)).rejects.toThrow(/'nobody'/);
});

it('has no migration for an app without a database', async () => {
  await assemble(ROOT, 'apps/gateway', folder);
  const files = readdirSync(join(folder, 'apps/gateway'));
  expect([files.includes('main.js'), files.includes('migrate.js'), files.includes('src')]).toEqual([
    true,
    false,
    false,
  ]);
});

it('runs without this repository: the gateway finds a hromada in the data of its packages', async () => {
  await assemble(ROOT, 'apps/gateway', folder);
  const { caFile, identities } = testPki();
  const port = await freePort();
  write(join(folder, 'form-secret'), 'x'.repeat(43));
  const env = {
    INSTALLATION: 'real',
    HTTP_PORT: String(port),
    OFFICER_REGISTRY_ADDRESS: 'localhost:1',
    INCIDENT_INTAKE_ADDRESS: 'localhost:1',
    CAMERA_ROLLOUT_ADDRESS: 'localhost:1',
    STATISTICS_ADDRESS: 'localhost:1',
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: identities.client.certFile,
    TLS_KEY_FILE: identities.client.keyFile,
    FORM_SECRET_FILE: join(folder, 'form-secret'),
  };
  const url = `http://127.0.0.1:${port}`;
  const gateway = await startServiceProcess({
    name: 'gateway',
    main: join(folder, 'apps/gateway/main.js'),
    env,
    readyWhen: async () => (await fetch(`${url}/health`).catch(() => undefined))?.status === 200,
  });
  try {
    // Of several hromadas of one name, the page lists all without asking a service.
    const page = await (await fetch(`${url}/officer?place=${encodeURIComponent('Олександрівська')}`)).text();
    expect(page).toMatch(/place=UA\d{17}/);
  } finally {
    await gateway.stop();
  }
});

it('runs without this repository: camera-rollout lists its missing settings', async () => {
  await assemble(ROOT, 'apps/camera-rollout', folder);
  const start = run(process.execPath, ['main.js'], { cwd: join(folder, 'apps/camera-rollout'), env: {} });
  await expect(start).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('OFFICER_REGISTRY_ADDRESS') });
});
