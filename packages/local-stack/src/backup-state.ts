import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backupPostgres, copyStoppedPostgres } from './backup-postgres.ts';
import { copyFolder, copyPrivately } from './copy-folder.ts';
import { LocalStackError } from './local-stack-error.ts';
import { lockStateDir, type StateLock } from './lock-state-dir.ts';
import { clearStalePostgres } from './stale-postgres.ts';
import type { StateRoot } from './state-root.ts';

/** The state of a run, without logs and streams; streams are refilled from the ledgers. */
const FOLDERS = ['pki', 'passwords'] as const;
const FILES = ['callers.json', 'main-job.json'] as const;
const KEYS = 'keys';

export interface BackupOptions {
  /** Folder for the keys of the personal data; if absent, they are part of the backup. */
  readonly keysTo?: string;
}

/** The result of a backup. */
export interface Backup {
  /** Whether the system was running. */
  readonly isOnline: boolean;
}

/**
 * Copies the state of a local run into `to`, an empty or new folder: all databases as of one moment, certificates,
 * passwords, the registry of callers, and the keys. The system may be running or stopped.
 * @throws LocalStackError if there is no state, or the folder is not empty.
 */
export async function backupState(root: StateRoot, to: string, { keysTo }: BackupOptions = {}): Promise<Backup> {
  const cluster = join(root.postgres, 'cluster');
  if (!existsSync(cluster)) throw new LocalStackError(`There is no state to back up in ${root.dir}.`);
  for (const folder of [to, ...(keysTo === undefined ? [] : [keysTo])]) makeEmpty(folder);
  const isOnline = await copyPostgresTo(root, cluster, to);
  copyPrivately(join(root.postgres, 'password'), join(to, 'postgres', 'password'));
  for (const folder of FOLDERS) copyFolder(join(root.dir, folder), join(to, folder));
  for (const file of FILES) copyPrivately(join(root.dir, file), join(to, file));
  if (existsSync(join(root.dir, KEYS))) copyFolder(join(root.dir, KEYS), keysTo ?? join(to, KEYS));
  return { isOnline };
}

async function copyPostgresTo(root: StateRoot, cluster: string, to: string): Promise<boolean> {
  mkdirSync(join(to, 'postgres'), { mode: 0o700 });
  const target = join(to, 'postgres', 'cluster');
  const lock = await lockUnlessAtWork(root);
  if (lock === undefined) {
    await backupPostgres(runningPostgresUrl(root.postgres), cluster, target);
    return true;
  }
  try {
    await clearStalePostgres(cluster);
    copyStoppedPostgres(cluster, target);
    return false;
  } finally {
    await lock.release();
  }
}

/** Locks the state against a start during the copy; undefined if the system is already running. */
async function lockUnlessAtWork(root: StateRoot): Promise<StateLock | undefined> {
  try {
    return await lockStateDir(root.dir);
  } catch (error) {
    if (error instanceof LocalStackError) return undefined;
    throw error;
  }
}

/** @throws LocalStackError if the folder is not empty: two states must not be mixed. */
export function makeEmpty(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new LocalStackError(`${folder} is not empty: choose an empty folder.`);
}

/** The superuser's URL of the server that runs on a cluster. @throws LocalStackError if none runs yet. */
function runningPostgresUrl(dataDir: string): string {
  const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
  if (!existsSync(pidFile)) throw new LocalStackError('PostgreSQL is starting or stopping: try again in a moment.');
  // Its fourth line is the port.
  const port = readFileSync(pidFile, 'utf8').split('\n')[3];
  return `postgres://postgres:${readFileSync(join(dataDir, 'password'), 'utf8')}@127.0.0.1:${port}/postgres`;
}
