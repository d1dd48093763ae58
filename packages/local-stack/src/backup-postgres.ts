import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { writePrivateFile } from '@safe-community/security/private-file';
import { copyCluster } from './copy-cluster.ts';
import { copyFolder, copyPrivately } from './copy-folder.ts';

/**
 * Copies a running cluster with all its databases, like pg_basebackup: the copy starts like a server that was killed at
 * the end of the copy. All databases are as of that moment, and everything that was committed before the start is
 * included. It does not need PostgreSQL's own tools, which the npm package lacks.
 */
export async function backupPostgres(adminUrl: string, cluster: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Prevents the write-ahead log from being recycled; the slot is dropped with this session.
    await client.query(`select pg_create_physical_replication_slot('safe_community_backup', true, true)`);
    const began = await startBackup(client);
    copyCluster(cluster, to);
    await copyLog(client, cluster, to, began);
  } finally {
    await client.end();
  }
}

/** Copies a complete stopped cluster, including the log for recovery. */
export function copyStoppedPostgres(cluster: string, to: string): void {
  copyCluster(cluster, to);
  copyFolder(join(cluster, 'pg_wal'), join(to, 'pg_wal'));
}

/** Resolves to the name of the first required file of the log. */
async function startBackup(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ file: string }>(
    `select pg_walfile_name(pg_backup_start('safe-community', true)) as file`,
  );
  return rows[0]?.file ?? '';
}

async function copyLog(client: pg.Client, cluster: string, to: string, began: string): Promise<void> {
  const { rows } = await client.query<{ label: string; file: string }>(
    `select labelfile as label, pg_walfile_name(lsn) as file from pg_backup_stop(false)`,
  );
  const { label = '', file: ended = '' } = rows[0] ?? {};
  writePrivateFile(join(to, 'backup_label'), label);
  for (const folder of ['archive_status', 'summaries']) mkdirSync(join(to, 'pg_wal', folder), { mode: 0o700 });
  const names = readdirSync(join(cluster, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name));
  for (const name of names.filter((one) => one >= began && one <= ended)) {
    copyPrivately(join(cluster, 'pg_wal', name), join(to, 'pg_wal', name));
  }
}
