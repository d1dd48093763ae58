import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error.ts';

/** The superuser's URL of the server that runs on a cluster. @throws LocalStackError if none runs yet. */
export function runningPostgresUrl(dataDir: string): string {
  const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
  if (!existsSync(pidFile)) throw new LocalStackError('PostgreSQL is starting or stopping: try again in a moment.');
  // Its fourth line is the port.
  const port = readFileSync(pidFile, 'utf8').split('\n')[3];
  return `postgres://postgres:${readFileSync(join(dataDir, 'password'), 'utf8')}@127.0.0.1:${port}/postgres`;
}
