import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Clears what a killed run left in `cluster`: waits for its server and its sessions, which stop by themselves, and removes
 * its postmaster.pid, which would stop the next start if another program had got the same number meanwhile.
 * @throws LocalStackError when one of them still works on this cluster after 15 s.
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

/** Nobody where the system does not tell. */
function processes(): string[] {
  return existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
}

/** The server, or a session of it: it holds the memory of a server that was killed until it has noticed. */
function isPostgresIn(dir: string, pid: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dir && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false; // it is gone, or belongs to somebody else and so is not ours
  }
}
