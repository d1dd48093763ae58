import { escapeIdentifier, escapeLiteral, rows, type Database, type EntityManager } from '@safe-community/database';
import { firstIdOf } from './id-range.store.ts';

const MONTHS_AHEAD = 12;
// Must be the same in all replicas of all versions.
const PARTITION_LOCK = 4_801_266;

/**
 * Makes the partitions of this month and the next twelve. Runs with the migrations, at least once a year; safe to repeat
 * and to run at the same time. Rows of other months (old imports, months without a partition) go to the default
 * partition, and are moved when their month gets its own.
 */
export async function ensureMonthPartitions(database: Database, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead += 1) {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead + 1, 1));
    await ensurePartition(database, from, to);
  }
}

/** One transaction per month, so that the service waits for no more than one at a time. */
async function ensurePartition(database: Database, from: Date, to: Date): Promise<void> {
  const name = `incident_${from.toISOString().slice(0, 7).replace('-', '_')}`;
  const partition = escapeIdentifier(name);
  const [first, beyond] = [firstIdOf(from), firstIdOf(to)].map((id) => escapeLiteral(id));
  await database.em.fork().transactional(async (em) => {
    await rows(em, 'select pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
    if (await exists(em, name)) return;
    await rows(em, 'set local statement_timeout = 0');
    // Writers wait here, before their rows are routed to a partition: a row that waited at the default partition
    // while its own was made would be rejected by both. Readers continue.
    await rows(em, 'lock table incident in share row exclusive mode');
    await rows(em, `create table ${partition} (like incident including defaults including constraints)`);
    await rows(
      em,
      `with moved as (
         delete from incident_default where incident_id >= ${first} and incident_id < ${beyond} returning *
       ) insert into ${partition} select * from moved`,
    );
    // Gives it the primary key and the indexes of the parent.
    await rows(em, `alter table incident attach partition ${partition} for values from (${first}) to (${beyond})`);
  });
}

async function exists(em: EntityManager, table: string): Promise<boolean> {
  const [found] = await rows<{ exists: boolean }>(em, 'select to_regclass($1) is not null as exists', [table]);
  return found?.exists === true;
}
