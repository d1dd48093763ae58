import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addressOf,
  logOf,
  logsOfAll,
  runIn,
  sizeOf,
  start,
  stateOf,
  stop,
  type Container,
} from '../src/laptop/podman.ts';
import { readMetrics, statusOfPage, whenReady } from '../src/laptop/probes.ts';
import { reportWhile } from '../src/laptop/reporting.ts';
import { startSystem, type RunningSystem } from '../src/laptop/start-system.ts';
import { prepareInImage } from '../src/laptop/prepare-in-image.ts';
import { until } from '../src/laptop/until.ts';
import { render } from '../src/rendered/render.ts';

const SERVICES = ['camera-rollout', 'gateway', 'incident-intake', 'officer-registry', 'statistics'];
const MEGABYTE = 1e6;
/** Seconds; policies check that the manifests set it. */
const GRACE = 40;
/** `minReadySeconds` of the manifests. */
const MIN_READY_MS = 5_000;

let system: RunningSystem;

beforeAll(async () => {
  system = await startSystem(render('production'));
}, 900_000);

afterAll(() => system?.stop(), 60_000);

function service(name: string): Container {
  const found = system.services.get(name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
}

function image(app: string): string {
  return system.images[app] ?? '';
}

it('runs the four services and the gateway of the production overlay after the migrations', () => {
  expect([...system.services.keys()].toSorted()).toEqual(SERVICES);
});

it.each([...SERVICES, 'cli'])('the image of %s has less than 250 MB', async (app) => {
  expect(await sizeOf(image(app))).toBeLessThan(250 * MEGABYTE);
});

it.each(SERVICES)('%s has no unneeded right, and a read-only file system', async (name) => {
  const seen = JSON.parse(await runIn(service(name), LOOK_AROUND)) as Record<string, unknown>;
  expect(seen).toEqual({
    user: 65_532,
    group: 65_532,
    capabilities: '0000000000000000',
    mayGainRights: false,
    systemCallsAreFiltered: true,
    written: [],
    shells: [],
  });
});

/** An image has no shell, so Node checks it. podman makes `/tmp` writable, a cluster does not. */
const LOOK_AROUND = `
  import { existsSync, readFileSync, writeFileSync } from 'node:fs';
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name) => new RegExp('^' + name + ':\\\\s*(\\\\S+)', 'm').exec(status)[1];
  const written = ['/', '/app', process.cwd(), '/compile-cache', '/etc', '/etc/safe-community/tls', '/home/nonroot'].filter((folder) => {
    try { writeFileSync(folder + '/probe', ''); return true; } catch { return false; }
  });
  const shells = ['/bin/sh', '/usr/bin/sh', '/bin/bash', '/bin/busybox', '/usr/bin/apt', '/usr/bin/dpkg'].filter((path) => existsSync(path));
  console.log(JSON.stringify({
    user: process.getuid(), group: process.getgid(), capabilities: field('CapEff'),
    mayGainRights: field('NoNewPrivs') !== '1', systemCallsAreFiltered: field('Seccomp') === '2', written, shells,
  }));
`;

it('answers incident reports over mutual TLS', async () => {
  const { lastIncident, failures } = await reportWhile(image('cli'), system.reporter, () => sleep(3_000));
  expect(failures.slice(0, 3)).toEqual([]);
  expect(lastIncident).toMatch(/^[0-9a-f-]{36}$/);
});

it.each(['/', '/scorecard', '/en/officer?place=UA05020030000031457'])('shows the page %s', async (path) => {
  expect(await statusOfPage(await addressOf(service('gateway')), path)).toBe(200);
});

it.each(SERVICES)('%s serves metrics to Prometheus on a port without TLS', async (name) => {
  const text = await readMetrics(service(name));
  expect(text).toContain('safe_community_');
});

it.each(SERVICES)('%s is ready after a stop and a start', async (name) => {
  const before = await stateOf(service(name));
  await stop(service(name), GRACE);
  await start(service(name));
  await whenReady(service(name));
  expect((await stateOf(service(name))).pid).not.toBe(before.pid);
});

it.each(SERVICES)('%s is restarted after kill -9, and serves again', async (name) => {
  const before = await stateOf(service(name));
  process.kill(before.pid, 'SIGKILL');
  await until(`${name} was started again`, async () => (await stateOf(service(name))).restarts > before.restarts, {
    within: 60_000,
    why: () => logOf(service(name)),
  });
  await whenReady(service(name));
  expect((await stateOf(service(name))).pid).not.toBe(before.pid);
});

it('a rollout drops no call', async () => {
  const { answered, failures } = await reportWhile(image('cli'), system.reporter, async () => {
    let last = service('incident-intake');
    for (const name of ['incident-intake-2', 'incident-intake-3', 'incident-intake-4']) {
      const next = await system.addReplica('incident-intake', name);
      await sleep(MIN_READY_MS);
      await stop(last, GRACE);
      expect((await stateOf(last)).exitCode).toBe(0);
      last = next;
    }
  });
  expect(failures.slice(0, 3)).toEqual([]);
  expect(answered).toBeGreaterThan(100);
});

it.each(['reconcile', 'audit-checkpoint'])('the nightly job %s succeeds', async (cronJob) => {
  const { exitCode, log } = await system.runNow(cronJob);
  const why = exitCode === 0 ? '' : `${log}\n${await logsOfAll()}`;
  expect({ exitCode, why }).toEqual({ exitCode: 0, why: '' });
});

it('an image creates the files for the containers of a laptop', async () => {
  expect(await prepareInImage(image('cli'))).toEqual(expect.arrayContaining(['incident-intake', 'postgres']));
});
