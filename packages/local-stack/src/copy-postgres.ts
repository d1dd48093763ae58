import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A copy of PostgreSQL's programs at `copy` that every user can run, made when it is not there.
 * A half-made one never gets that name.
 */
export function copyPostgres(native: string, copy: string): void {
  if (existsSync(copy)) return;
  const draft = `${copy}.${process.pid}`;
  try {
    mkdirSync(dirname(copy), { recursive: true });
    chmodSync(dirname(copy), 0o755);
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    restoreLibraryNames(draft);
    execFileSync('chmod', ['-R', 'a+rX', draft]);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Of two first starts at once the second uses what the first has made.
    if (!existsSync(copy)) throw error;
  }
}

/** Npm drops symbolic links: the package's install script makes them anew, and where scripts do not run, we do. */
export function restoreLibraryNames(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
