import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { Problem } from './problem.mjs';

/** Path of the Node 24 that package-lock.json pins. */
export function node24(root) {
  return join(root, 'node_modules/.bin/node');
}

/**
 * Runs a command quietly; when it fails, throws a Problem with what it wrote and `advice`.
 * It finds the machine's own node, not the one in node_modules, which it may be about to replace.
 */
export function run(command, args, { root, env = {}, advice }) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((dir) => !dir.includes('node_modules'));
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, PATH: path.join(delimiter), ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return result.stdout;
  const said = result.error?.message ?? lastLines(`${result.stdout}\n${result.stderr}`);
  throw new Problem(`${command} ${args.join(' ')} failed:\n${said}\n${advice}`);
}

function lastLines(text) {
  return text.trim().split('\n').slice(-30).join('\n');
}
