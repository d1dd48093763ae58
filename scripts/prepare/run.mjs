import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from './problem.mjs';

/** The machine's own Node will do from here on: the code is written for its types. */
const OLDEST = [24, 10];

/** Path of the Node 24 that package-lock.json pins, else of the machine's own; undefined if that is none. */
export function node24(root) {
  const pinned = join(root, 'node_modules/.bin/node');
  if (existsSync(pinned)) return pinned;
  return isNode24() ? process.execPath : undefined;
}

/** Whether this Node can run the programs of the repository. */
export function isNode24() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1];
}

const SHOW_EVERY_MS = 10_000;

/**
 * Runs a command, and shows how long it takes; when it fails, throws a Problem with what it wrote and `advice`.
 * It finds the machine's own node, not the one in node_modules, which it may be about to replace.
 */
export async function run(command, args, { root, env = {}, advice }) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.includes('node_modules'));
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data.toString()));
  const began = performance.now();
  const timer = setInterval(
    () => console.error(`  … ${Math.round((performance.now() - began) / 1_000)} s`),
    SHOW_EVERY_MS,
  );
  const failure = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => resolve(code === 0 ? undefined : lastLines(said)));
  });
  clearInterval(timer);
  if (failure !== undefined) throw new Problem(`${command} ${args.join(' ')} failed:\n${failure}\n${advice}`);
}

function lastLines(text) {
  return text.trim().split('\n').slice(-30).join('\n');
}
