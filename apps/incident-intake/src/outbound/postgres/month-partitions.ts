import { rows, type Database } from '@safe-community/database';

const MONTHS_AHEAD = 12;

/**
 * Makes the partitions of this month and the next twelve. Run with the
 * migrations; what falls outside (old imports) is kept in the default partition.
 */
export async function ensureMonthPartitions(database: Database, now: Date): Promise<void> {
  const em = database.em.fork();
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
    const name = `incident_${from.toISOString().slice(0, 7).replace('-', '_')}`;
    // Only digits and "_" in the name, only hexadecimal digits in the bounds.
    await rows(
      em,
      `create table if not exists ${name} partition of incident
       for values from ('${firstIdOf(from)}') to ('${firstIdOf(to)}')`,
    );
  }
}

/** The smallest UUID whose first 48 bits are this time in milliseconds. */
export function firstIdOf(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}
