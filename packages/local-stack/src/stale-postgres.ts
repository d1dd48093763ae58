import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Clears what a killed run left in `cluster`: waits for its server and its sessions, which stop on their own, and
 * removes its postmaster.pid, which would block the next start if another process had got the same number.
 * @throws LocalStackError if one of them still runs on this cluster after 15 s.
 */
export async function clearStalePostgres(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const dir = realpathSync(cluster);
  let left: string | undefined;
  const isOver = (): boolean => (left = processes().find((pid) => isPostgresIn(dir, pid))) === undefined;
  if (!(await waitUntil(isOver, { withinMs: 15_000, everyMs: 50 }))) {
    throw new LocalStackError(
      `PostgreSQL is still using ${cluster} (process ${left}): stop it (kill -QUIT ${left}, nothing is lost) and start again.`,
    );
  }
  rmSync(pidFile, { force: true });
}

/** None on a system without /proc. */
function processes(): string[] {
  return existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

/** The server or one of its sessions: a session of a killed server keeps its shared memory until it notices. */
function isPostgresIn(dir: string, pid: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dir && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false; // it has ended, or belongs to another user and so is not ours
  }
}
