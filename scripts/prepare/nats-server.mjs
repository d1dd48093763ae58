import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { node24, run } from './run.mjs';

/** Debian asks this program, if there is one, whether a package may start its service. */
const POLICY = '/usr/sbin/policy-rc.d';

/** Makes sure that there is a nats-server: as root on Debian it installs the package, else it says how to get one. */
export async function ensureNatsServer(root) {
  const { path, advice } = look(root);
  if (path) return;
  const isDebianRoot = process.getuid() === 0 && existsSync('/usr/bin/apt-get');
  if (!isDebianRoot) throw new Problem(`nats-server was not found in $NATS_SERVER_BIN, PATH or /usr/sbin.\n${advice}`);
  console.error('Installing nats-server (apt-get install nats-server) …');
  await withoutServices(async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { root, env, advice });
    await run('apt-get', ['install', '-qq', '--no-install-recommends', 'nats-server'], { root, env, advice });
  });
  if (!look(root).path)
    throw new Problem(`The package nats-server is installed, but no nats-server was found.\n${advice}`);
}

/** Asks the code that later starts it, so that both look in the same places. */
function look(root) {
  const { status, stdout, stderr } = spawnSync(node24(root), [join(root, 'scripts/prepare/find-nats.ts')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Problem(stderr.trim());
  return JSON.parse(stdout);
}

/** The package would start a server on port 4222, now and at every boot: ours is started when it is needed. */
async function withoutServices(install) {
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (isOurs) rmSync(POLICY);
  }
  if (existsSync('/run/systemd/system')) spawnSync('systemctl', ['disable', '--now', 'nats-server']);
}
