import { join } from 'node:path';
import { copyFolder, copyPrivately, type Treatment } from './copy-folder.ts';

/** Recreated by each start, or specific to one running server. */
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'tablespace_map',
  'backup_manifest',
  'pg_internal.init',
]);

/** Folders that must exist but whose content is specific to one running server, or is copied separately. */
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

/** Copied last, like PostgreSQL's own backup: it defines where the recovery begins. */
const CONTROL = 'pg_control';

/**
 * Copies the files of a cluster, even while its server is running: torn pages are repaired from the log that is
 * written meanwhile, and files that disappear are also removed by the log. Only the owner can read the copy.
 */
export function copyCluster(from: string, to: string): void {
  copyFolder(from, to, treatmentOf);
  copyPrivately(join(from, 'global', CONTROL), join(to, 'global', CONTROL));
}

function treatmentOf(name: string): Treatment {
  if (LEFT_OUT.has(name) || name === CONTROL || name.startsWith('pgsql_tmp')) return 'left-out';
  return EMPTIED.has(name) ? 'emptied' : 'copied';
}
