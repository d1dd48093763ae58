import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ServerUser } from './bind-to-parent.ts';
import { findPostgres } from './postgres-binaries.ts';

const CACHE = '/var/cache/safe-community';
const OTHERS_MAY_ENTER = 0o001;

/**
 * The folder with PostgreSQL's programs, such that `user` can run them. A clone below a private folder (/root,
 * a mktemp -d) is closed to other users: then, being root, we keep a copy in /var/cache, made once per version.
 */
export function reachablePostgres(user: ServerUser | undefined): string {
  const found = findPostgres();
  if (user === undefined || isOpenToOthers(join(found, 'bin/postgres'))) return withLibraryNames(found);
  const { version } = JSON.parse(readFileSync(join(found, '../package.json'), 'utf8')) as { version: string };
  const copy = join(CACHE, `postgresql-${version}-${process.arch}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(CACHE, { recursive: true, mode: 0o755 });
    cpSync(found, draft, { recursive: true, verbatimSymlinks: true });
    withLibraryNames(draft);
    execFileSync('chmod', ['-R', 'a+rX', CACHE]);
    publish(draft, copy);
  }
  return copy;
}

function isOpenToOthers(path: string): boolean {
  const isOpen = (statSync(path).mode & OTHERS_MAY_ENTER) !== 0;
  return isOpen && (path === '/' || isOpenToOthers(dirname(path)));
}

/** Npm drops symbolic links: the package's install script makes them anew, and where scripts do not run, we do. */
function withLibraryNames(native: string): string {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return native;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return native;
}

/** Two first starts at once may race: the one that comes second keeps the first one's copy. */
function publish(draft: string, copy: string): void {
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}
