import { chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeEmpty } from './backup-state.ts';
import { copyFolder } from './copy-folder.ts';
import { LocalStackError } from './local-stack-error.ts';
import type { ServerUser } from './bind-to-parent.ts';
import { serverUser } from './server-user.ts';
import type { StateRoot } from './state-root.ts';

export interface RestoreOptions {
  /** The folder of the keys, if they are not in the backup. */
  readonly keysFrom?: string;
}

/**
 * Restores the state of a local run into `root`, an empty or new folder, from a backup. The next start recovers the
 * databases. Their ledgers must begin a new epoch before anything else is done with them.
 * @throws LocalStackError if it is not a backup, its keys are missing, or the folder is not empty.
 */
export function restoreState(root: StateRoot, from: string, { keysFrom }: RestoreOptions = {}): void {
  if (!existsSync(join(from, 'postgres', 'cluster', 'PG_VERSION'))) {
    throw new LocalStackError(`${from} is not a backup of a state folder.`);
  }
  const keys = keysFrom ?? join(from, 'keys');
  if (!existsSync(keys)) {
    throw new LocalStackError(
      `The backup in ${from} has no keys, and without them nobody can ever read its personal data: name their folder.`,
    );
  }
  makeEmpty(root.dir);
  copyFolder(from, root.dir);
  copyFolder(keys, join(root.dir, 'keys'));
  const user = serverUser();
  if (user !== undefined) giveTo(user, join(root.postgres, 'cluster'));
}

function giveTo({ uid, gid }: ServerUser, path: string): void {
  chownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) giveTo({ uid, gid }, join(path, entry.name));
    else chownSync(join(path, entry.name), uid, gid);
  }
}
