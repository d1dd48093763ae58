import { constants, copyFileSync, chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Made anew by each start, or of one running server only. */
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'tablespace_map',
  'backup_manifest',
  'pg_internal.init',
]);

/** Folders that must be there and whose content is of one running server only, or is copied apart. */
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);

/** Last, as PostgreSQL's own backup does it: it says where the recovery begins. */
const CONTROL = 'pg_control';

/**
 * Copies the files of a cluster, also while its server works on them: what is torn then is mended by the log that is
 * written meanwhile. Only its owner can read the copy.
 */
export function copyCluster(from: string, to: string): void {
  copyFolder(from, to);
  copyPrivately(join(from, 'global', CONTROL), join(to, 'global', CONTROL));
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (LEFT_OUT.has(entry.name) || entry.name === CONTROL || entry.name.startsWith('pgsql_tmp')) continue;
    if (EMPTIED.has(entry.name)) mkdirSync(target, { mode: 0o700 });
    else if (entry.isDirectory()) copyFolder(source, target);
    else copyPrivately(source, target);
  }
}

/** A file that goes away meanwhile is one that the log says is gone. */
export function copyPrivately(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, 0o600);
  } catch (error) {
    if (existsSync(from)) throw error;
  }
}
