import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { takenPorts } from '../../packages/local-stack/src/taken-ports.mjs';
import { Problem } from './problem.mjs';

const DEFAULTS = 'packages/local-stack/src/default-ports.json';
/** Without a default: any free port. */
const OPTIONAL = ['SAFE_COMMUNITY_POSTGRES_PORT', 'SAFE_COMMUNITY_NATS_PORT'];

/** Fails with all ports of a start that are in use. What is no port is left to the start, which says so. */
export async function requireFreePorts(root) {
  const defaults = JSON.parse(readFileSync(join(root, DEFAULTS), 'utf8'));
  const wanted = [...Object.keys(defaults), ...OPTIONAL].map((name) => [
    name,
    Number(process.env[name] || defaults[name]),
  ]);
  const problem = await takenPorts(Object.fromEntries(wanted.filter(([, port]) => port > 0 && port < 65_536)));
  // Then they are likely to be its own, and the start says which run it is.
  if (problem !== undefined && !(await isRunning(root))) throw new Problem(problem);
}

/** Whether a run holds the lock of the state folder: packages/local-stack/src/lock-state-dir.ts. */
async function isRunning(root) {
  const folder = statSync(resolve(process.env.SAFE_COMMUNITY_HOME || join(root, '.local')), { throwIfNoEntry: false });
  if (folder === undefined) return false;
  return new Promise((answer) => {
    const socket = connect(`\0safe-community-state-${folder.dev}-${folder.ino}`);
    socket.once('error', () => answer(false)).once('connect', () => answer(Boolean(socket.destroy())));
  });
}
