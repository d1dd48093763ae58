import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePki, startPostgres, watchParent } from '@safe-community/local-stack';
import type { TestProject } from 'vitest/node';
import './provided-context.ts';
import { makeRunFolder } from './run-folder.ts';
import { dropTemplates } from './template-database.ts';

/**
 * Starts PostgreSQL and creates certificates for this run, in a temporary folder, before the first integration test.
 * Everything is cleaned up after success, failure, Ctrl-C, and kill -9 of npm.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = makeRunFolder();
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', removeFolder);
  const stopWatching = watchParent(() => process.exit(1));

  const [postgres] = await Promise.all([
    startPostgres({ dataDir: join(folder, 'postgres'), logFile: join(folder, 'postgres.log'), durable: false }),
    makePki(join(folder, 'pki')),
  ]);
  const killPostgres = (): boolean => process.kill(postgres.pid, 'SIGKILL');
  process.prependOnceListener('exit', killPostgres);

  project.provide('ground', { postgresAdminUrl: postgres.adminUrl, folder });
  // In watch mode, a migration may have changed since its template was created.
  project.onTestsRerun(() => dropTemplates(postgres.adminUrl));

  return async () => {
    stopWatching();
    process.off('exit', killPostgres);
    process.off('exit', removeFolder);
    await postgres.stop();
    removeFolder();
  };
}
