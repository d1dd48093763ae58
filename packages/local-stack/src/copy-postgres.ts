import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Creates a copy of PostgreSQL's programs at `copy` that every user can run, if it does not exist.
 * An incomplete copy never gets that name.
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
    // Of two concurrent first starts, the second uses the copy of the first.
    if (!existsSync(copy)) throw error;
  }
}

/** npm drops symbolic links. The package's install script recreates them; if install scripts are disabled, we do. */
export function restoreLibraryNames(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
