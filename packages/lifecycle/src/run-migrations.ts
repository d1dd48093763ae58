import { readEnv, secret, text, url } from '@safe-community/config';
import { migrate, type Database } from '@safe-community/database';
import { armCrashPoint, readCrashPoint } from '@safe-community/crash-points';
import { beginEpochOnce } from '@safe-community/ledger';
import { createLogger } from '@safe-community/telemetry';

const VARIABLES = {
  DATABASE_URL: secret(url(['postgres', 'postgresql'], 'postgresql://…')),
  // After a restore, before anything writes: why, with the day. Once for each text, however often the Job runs.
  BEGIN_EPOCH: text({ expects: 'why another epoch begins', example: 'restored of 2026-11-24' }).optional(),
};

/** Runs a service's migrations as a process of its own (a Job), and whatever belongs to them. */
export async function runMigrations(
  name: string,
  env: NodeJS.ProcessEnv,
  open: (url: string) => Database,
  after: (database: Database) => Promise<void> = async () => undefined,
): Promise<void> {
  const { DATABASE_URL, BEGIN_EPOCH } = readEnv(VARIABLES, env);
  const plannedCrash = readCrashPoint(env);
  if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
  const logger = createLogger({ service: `${name}-migrate`, level: 'info' });
  const database = open(DATABASE_URL);
  try {
    for (const migration of await migrate(database)) logger.info('migrated', { migration });
    await after(database);
    if (BEGIN_EPOCH === undefined) return;
    const begun = await beginEpochOnce(database, { caller: `${name}-migrate`, actingUser: '' }, BEGIN_EPOCH);
    if (begun) logger.warn('another epoch of the ledger begins', { epoch: begun.epoch, position: begun.head });
  } finally {
    await database.close();
  }
}
