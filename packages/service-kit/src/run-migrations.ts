import { oneOf, readEnv, secret, text, url } from '@safe-community/config';
import { migrate, type Database } from '@safe-community/database';
import { armCrashPoint, readCrashPoint } from '@safe-community/database/crash-points';
import { INSTALLATIONS } from '@safe-community/domain-kit';
import { beginEpochOnce } from '@safe-community/ledger';
import { createLogger } from '@safe-community/telemetry';
import { configOrExit } from './config-or-exit.ts';

const VARIABLES = {
  INSTALLATION: oneOf(INSTALLATIONS),
  // Not DATABASE_URL: the role of the service cannot change the schema.
  DATABASE_OWNER_URL: secret(url(['postgres', 'postgresql'], 'postgresql://owner:password@127.0.0.1:5432/database')),
  DATABASE_SERVICE_ROLE: text({
    expects: 'the role that the service connects as',
    example: 'intake_service',
  }).optional(),
  DATABASE_READER_ROLE: text({ expects: 'the role that people connect as', example: 'intake_reader' }).optional(),
  // After a restore: the reason, with the date. A new epoch begins once for each text, however often the Job runs.
  BEGIN_EPOCH: text({ expects: 'why another epoch begins', example: 'restored of 2026-11-24' }).optional(),
};

/** Runs the migrations of a service in a process of its own (a Kubernetes Job), as the owner of its database. */
export async function runMigrations(
  name: string,
  env: NodeJS.ProcessEnv,
  open: (url: string) => Database,
  after: (database: Database) => Promise<void> = async () => undefined,
): Promise<void> {
  const { plannedCrash, ...settings } = configOrExit(() => ({
    ...readEnv(VARIABLES, env),
    plannedCrash: readCrashPoint(env),
  }));
  const { DATABASE_OWNER_URL, DATABASE_SERVICE_ROLE, DATABASE_READER_ROLE, BEGIN_EPOCH } = settings;
  if (plannedCrash !== undefined) armCrashPoint(plannedCrash);
  const logger = createLogger({ service: `${name}-migrate`, level: 'info' });
  const database = open(DATABASE_OWNER_URL);
  const roles = {
    ...(DATABASE_SERVICE_ROLE !== undefined && { service: DATABASE_SERVICE_ROLE }),
    ...(DATABASE_READER_ROLE !== undefined && { reader: DATABASE_READER_ROLE }),
  };
  try {
    for (const migration of await migrate(database, settings.INSTALLATION, roles))
      logger.info('migrated', { migration });
    await after(database);
    if (BEGIN_EPOCH === undefined) return;
    const begun = await beginEpochOnce(database, { caller: `${name}-migrate`, actingUser: '' }, BEGIN_EPOCH);
    if (begun) logger.warn('a new epoch of the ledger begins', { epoch: begun.epoch, position: begun.head });
  } finally {
    await database.close();
  }
}
