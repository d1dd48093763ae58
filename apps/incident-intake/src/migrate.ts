import { runMigrations } from '@safe-community/service-kit';
import { ensureMonthPartitions } from './incident/module.ts';
import { openIntakeDatabase } from './service.ts';

await runMigrations('incident-intake', process.env, openIntakeDatabase, (database) =>
  ensureMonthPartitions(database, new Date()),
);
