import { spawnSync } from 'node:child_process';

/**
 * Has processes run on one core only, with all their threads and what they start later. Linux.
 * @throws {Error} when that cannot be done.
 */
export function pinTo(core: number, pids: readonly number[]): void {
  for (const pid of pids) {
    const { status, stderr, error } = spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)]);
    if (status !== 0) throw new Error(`taskset could not give a process its core: ${error?.message ?? String(stderr)}`);
  }
}
