import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ServerUser } from './bind-to-parent.ts';
import { copyPostgres, restoreLibraryNames } from './copy-postgres.ts';
import { findPostgres } from './postgres-binaries.ts';

const CACHE = '/var/cache/safe-community';
const OTHERS_MAY_ENTER = 0o001;

/**
 * A folder with PostgreSQL's programs that `user` can run. A clone below a private folder (/root, a mktemp -d) is
 * closed to other users: then root keeps a copy in /var/cache, made once per version.
 */
export function reachablePostgres(user: ServerUser | undefined): string {
  const found = findPostgres();
  if (user === undefined || isOpenToOthers(join(found, 'bin/postgres'))) {
    restoreLibraryNames(found);
    return found;
  }
  const { version } = JSON.parse(readFileSync(join(found, '../package.json'), 'utf8')) as { version: string };
  const copy = join(CACHE, `postgresql-${version}-${process.arch}`);
  copyPostgres(found, copy);
  return copy;
}

function isOpenToOthers(path: string): boolean {
  const isOpen = (statSync(path).mode & OTHERS_MAY_ENTER) !== 0;
  return isOpen && (path === '/' || isOpenToOthers(dirname(path)));
}
