import { once } from 'node:events';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort, lockStateDir } from '@safe-community/local-stack';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { makeSampleClone, npmCalls, npmCallsInFull, prepare, writeLockfile } from './prepare/sample-clone.ts';

const RECORD = 'node_modules/.package-lock.json';
const RECURSIVE = { recursive: true };
const QUIET = { status: 0, said: '' };
let root: string;

beforeEach(() => {
  root = makeSampleClone();
});

afterEach(() => rmSync(root, { recursive: true }));

describe('prepare', () => {
  it('installs and generates in a fresh clone, one line each, and then does nothing silently', async () => {
    const { status, said } = await prepare(root);
    expect(said).toBe(
      'Installing packages (npm ci): there is no node_modules …\nGenerating the contracts from proto/ …\n',
    );
    expect(status).toBe(0);
    expect(npmCalls(root)).toEqual(['ci', 'rebuild', 'run']);

    expect(await prepare(root)).toEqual(QUIET);
    expect(npmCalls(root)).toEqual(['ci', 'rebuild', 'run']);
  });

  it.each([
    ['another version in the lockfile', 'one is 1.0.0, not 1.0.1', () => writeLockfile(root, '1.0.1')],
    [
      'a package that is missing',
      'one is missing on the disk',
      () => rmSync(join(root, 'node_modules/one'), RECURSIVE),
    ],
    ['an installation that did not finish', 'is missing or damaged', () => rmSync(join(root, RECORD))],
    ['a truncated installation record', 'is missing or damaged', () => truncateSync(join(root, RECORD), 20)],
  ])('installs again after %s, and says why', async (_, reason, spoil) => {
    await prepare(root);
    spoil();
    expect((await prepare(root)).said).toContain(`${reason} …`);
    expect(npmCalls(root)).toEqual(['ci', 'rebuild', 'run', 'ci', 'rebuild']);
    expect(await prepare(root)).toEqual(QUIET);
  });

  it.each([
    ['a change in proto/', () => writeFileSync(join(root, 'proto/sample.proto'), 'syntax = "proto3";')],
    ['a new file in proto/', () => writeFileSync(join(root, 'proto/more.proto'), '')],
    ['another generator', () => writeFileSync(join(root, 'node_modules/ts-proto/package.json'), '{ "version": "9" }')],
    ['the loss of generated code', () => rmSync(join(root, 'packages/contracts/src/gen'), { recursive: true })],
  ])('generates again, without an installation, after %s', async (_, change) => {
    await prepare(root);
    change();
    await prepare(root);
    expect(npmCalls(root)).toEqual(['ci', 'rebuild', 'run', 'run']);
    expect(await prepare(root)).toEqual(QUIET);
  });

  it('prints the npm error and advice when packages cannot be installed, and retries next time', async () => {
    const { status, said } = await prepare(root, { NPM_FAILS: '1' });
    expect(status).toBe(1);
    expect(said).toContain('npm error network request to the registry failed');
    expect(said).toContain('Is the npm registry reachable');
    expect(said).not.toContain('    at ');
    expect((await prepare(root)).status).toBe(0);
  });

  it('runs only the install scripts that package.json allows by name', async () => {
    await prepare(root);
    const [install, scripts] = npmCallsInFull(root);
    expect(install).toContain('--ignore-scripts');
    expect(scripts).toBe('rebuild one three --loglevel=error');
  });

  it('runs no install script if none is allowed', async () => {
    writeFileSync(join(root, 'package.json'), '{ "allowScripts": { "two": false } }');
    await prepare(root);
    expect(npmCalls(root)).toEqual(['ci', 'run']);
  });

  it('is incomplete, and starts again, when an install script failed', async () => {
    const { status, said } = await prepare(root, { SCRIPTS_FAIL: '1' });
    expect(status).toBe(1);
    expect(said).toContain('npm error two ran into a wall');
    expect((await prepare(root)).status).toBe(0);
    expect(npmCalls(root)).toEqual(['ci', 'rebuild', 'ci', 'rebuild', 'run']);
  });

  it('installs once when two runs start together', async () => {
    const runs = await Promise.all([prepare(root, { NPM_SECONDS: '1' }), prepare(root, { NPM_SECONDS: '1' })]);
    expect(runs.map(({ status }) => status)).toEqual([0, 0]);
    expect(runs.filter(({ said }) => said.includes('Another run prepares this folder'))).toHaveLength(1);
    expect(npmCalls(root)).toEqual(['ci', 'rebuild', 'run']);
  });

  it('reports a NATS_SERVER_BIN that is not a program, and how to get one', async () => {
    const { status, said } = await prepare(root, { NATS_SERVER_BIN: '/nowhere/nats-server' });
    expect(status).toBe(1);
    expect(said).toContain('NATS_SERVER_BIN=/nowhere/nats-server is not an executable file.');
    expect(said).toContain('apt-get download nats-server');
  });

  it('reports a damaged lockfile', async () => {
    writeFileSync(join(root, 'package-lock.json'), '<<<<<<<');
    const { status, said } = await prepare(root);
    expect(status).toBe(1);
    expect(said).toContain('package-lock.json is missing or damaged');
  });
});

/** A port of 127.0.0.1 that this process listens on. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePorts() {
  return {
    OFFICER_REGISTRY_PORT: String(await freePort()),
    INCIDENT_INTAKE_PORT: String(await freePort()),
    CAMERA_ROLLOUT_PORT: String(await freePort()),
    STATISTICS_PORT: String(await freePort()),
    GATEWAY_PORT: String(await freePort()),
  };
}

describe('prepare for a start', () => {
  it('installs without what only tests need, and the rest when tests need it', async () => {
    const ports = await freePorts();
    expect((await prepare(root, ports, '--start')).status).toBe(0);
    const [install] = npmCallsInFull(root);
    expect(install).toContain('--omit=dev --workspace=apps --workspace=scripts/prepare/packages');
    // This Node is a Node 24.
    expect(install).not.toContain('--include-workspace-root');
    expect(await prepare(root, ports, '--start')).toEqual(QUIET);

    expect((await prepare(root)).said).toContain('node_modules/for-tests is not installed …');
    expect(npmCallsInFull(root)[3]).toContain('--include=dev');
    expect(await prepare(root, ports, '--start')).toEqual(QUIET);
  });

  it('installs again after another version in the lockfile', async () => {
    const ports = await freePorts();
    await prepare(root, ports, '--start');
    writeLockfile(root, '1.0.1');
    expect((await prepare(root, ports, '--start')).said).toContain(' …\n');
    expect(await prepare(root, ports, '--start')).toEqual(QUIET);
  });

  it('names all ports in use, who holds them, and a line that starts on others, before anything is installed', async () => {
    const ports = { ...(await freePorts()), GATEWAY_PORT: String(await takenPort()) };
    const SAFE_COMMUNITY_NATS_PORT = String(await takenPort());
    const { status, said } = await prepare(root, { ...ports, SAFE_COMMUNITY_NATS_PORT }, '--start');
    expect(status).toBe(1);
    const us = `by process ${process.pid}: \\S*node`;
    expect(said).toMatch(
      new RegExp(
        [
          'Ports in use on 127.0.0.1:',
          `  GATEWAY_PORT=${ports.GATEWAY_PORT}  ${us}.*`,
          `  SAFE_COMMUNITY_NATS_PORT=${SAFE_COMMUNITY_NATS_PORT}  ${us}.*`,
          'Stop these programs, or start on other ports:',
          '  GATEWAY_PORT=\\d+ SAFE_COMMUNITY_NATS_PORT=\\d+ npm start\n$',
        ].join('\n'),
      ),
    );
    expect(npmCalls(root)).toEqual([]);
  });

  it('leaves ports in use to the start where a run holds the state folder: it names the run', async () => {
    const GATEWAY_PORT = String(await takenPort());
    mkdirSync(join(root, '.local'));
    const lock = await lockStateDir(join(root, '.local'));
    onTestFinished(() => lock.release());
    expect((await prepare(root, { ...(await freePorts()), GATEWAY_PORT }, '--start')).status).toBe(0);
  });
});
