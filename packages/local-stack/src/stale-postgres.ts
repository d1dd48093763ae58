import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Clears what a killed run left in `cluster`: waits for its server, which stops by itself, and removes its
 * postmaster.pid, which would stop the next start if another program had got the same number meanwhile.
 * @throws LocalStackError when a server still works on this cluster after 15 s.
 */
export async function clearStalePostgres(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = readFileSync(pidFile, 'utf8').split('\n')[0] ?? '';
  if (!(await waitUntil(() => !worksIn(cluster, pid), { withinMs: 15_000, everyMs: 50 }))) {
    throw new LocalStackError(
      `A PostgreSQL server (process ${pid}) still runs on ${cluster}: stop it (kill -INT ${pid}) and start again.`,
    );
  }
  rmSync(pidFile, { force: true });
}

function worksIn(dir: string, pid: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dir);
  } catch {
    return false; // it is gone, or belongs to somebody else and so is not ours
  }
}
