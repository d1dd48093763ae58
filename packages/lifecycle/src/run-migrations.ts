import { readEnv, secret, url } from '@safe-community/config';
import { migrate, type Database } from '@safe-community/database';
import { armCrashPoint, readCrashPoint } from '@safe-community/crash-points';
import { createLogger } from '@safe-community/telemetry';

/** Runs a service's migrations as a process of its own (a Job), and whatever belongs to them. */
export async function runMigrations(
  name: string,
  env: NodeJS.ProcessEnv,
  open: (url: string) => Database,
  after: (database: Database) => Promise<void> = async () => undefined,
): Promise<void> {
  const { DATABASE_URL } = readEnv({ DATABASE_URL: secret(url(['postgres', 'postgresql'], 'postgresql://…')) }, env);
  const plannedCrash = readCrashPoint(env);
  if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
  const logger = createLogger({ service: `${name}-migrate`, level: 'info' });
  const database = open(DATABASE_URL);
  try {
    for (const migration of await migrate(database)) logger.info('migrated', { migration });
    await after(database);
  } finally {
    await database.close();
  }
}
