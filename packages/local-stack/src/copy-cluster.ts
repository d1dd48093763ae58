import { join } from 'node:path';
import { copyFolder, copyPrivately, type Treatment } from './copy-folder.ts';

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
 * written meanwhile, and a file that goes away is one that the log says is gone. Only its owner can read the copy.
 */
export function copyCluster(from: string, to: string): void {
  copyFolder(from, to, treatmentOf);
  copyPrivately(join(from, 'global', CONTROL), join(to, 'global', CONTROL));
}

function treatmentOf(name: string): Treatment {
  if (LEFT_OUT.has(name) || name === CONTROL || name.startsWith('pgsql_tmp')) return 'left-out';
  return EMPTIED.has(name) ? 'emptied' : 'copied';
}
