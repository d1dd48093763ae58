import { migrate } from '@safe-community/database';
import { ensureMonthPartitions } from '../src/incident/module.ts';
import { openIntakeDatabase } from '../src/service.ts';

/** Migrates an empty database as the service's own migration run does. */
export async function migrateIntake(url: string): Promise<void> {
  const database = openIntakeDatabase(url);
  await migrate(database, 'demonstration');
  await ensureMonthPartitions(database, new Date());
  await database.close();
}
