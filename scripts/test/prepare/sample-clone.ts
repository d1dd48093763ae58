import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

/** The result of a run of prepare.mjs. */
export interface Prepared {
  readonly status: number | null;
  /** Everything it printed. */
  readonly said: string;
}

/** A folder that prepare.mjs treats as a fresh clone of a project with one package. */
export function makeSampleClone(): string {
  const root = mkdtempSync(join(tmpdir(), 'safe-community-prepare-'));
  for (const path of ['scripts/prepare.mjs', 'scripts/prepare', 'packages/local-stack/src']) {
    cpSync(join(repository, path), join(root, path), { recursive: true });
  }
  mkdirSync(join(root, 'proto'));
  mkdirSync(join(root, 'packages/contracts'));
  for (const path of ['proto/sample.proto', 'packages/contracts/package.json', 'buf.yaml', 'buf.gen.yaml']) {
    writeFileSync(join(root, path), '');
  }
  writeFileSync(join(root, 'package.json'), '{ "allowScripts": { "one": true, "two": false, "three": true } }');
  writeLockfile(root, '1.0.0');
  return root;
}

/** One package of that version, one for tests only, and one for another system that is never installed. */
export function writeLockfile(root: string, version: string): void {
  const lines = [
    '{ "packages": {',
    '"": {},',
    '"node_modules/other-system": { "version": "1.0.0", "optional": true },',
    '"node_modules/for-tests": { "version": "1.0.0", "dev": true },',
    `"node_modules/one": { "version": "${version}" }`,
    '}}',
  ];
  writeFileSync(join(root, 'package-lock.json'), lines.join('\n'));
}

/** @param args `--start` as before `npm start`. */
export function prepare(root: string, env: Record<string, string> = {}, ...args: string[]): Promise<Prepared> {
  const path = `${join(repository, 'scripts/test/prepare')}:${process.env['PATH']}`;
  const child = spawn(process.execPath, ['scripts/prepare.mjs', ...args], {
    cwd: root,
    env: { ...process.env, PATH: path, REAL_NODE: process.execPath, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (status) => resolve({ status, said }));
  });
}

/** The npm calls in `root`, by their first word. */
export function npmCalls(root: string): string[] {
  return npmCallsInFull(root).map((line) => line.split(' ')[0] ?? '');
}

export function npmCallsInFull(root: string): string[] {
  const file = join(root, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}
