import { rows, type Database, type EntityManager } from '@safe-community/database';

const SETTING = 'safe_community.case';
const EVERY_CASE = 'every case';

/**
 * The row policy of the tables of cases: a transaction reads and writes only the rows of the case that it has named. A
 * statement without a condition, or with a wrong join, finds nothing in other cases.
 */
export const OF_NAMED_CASE = `current_setting('${SETTING}', true) in (incident_id::text, '${EVERY_CASE}')`;

/** From now on, the transaction sees only this case. */
export async function nameCase(tx: EntityManager, incidentId: string): Promise<void> {
  await rows(tx, NAME, [incidentId]);
}

/** For statements about several cases: due visits, and other cases of the same offender. */
export async function nameEveryCase(tx: EntityManager): Promise<void> {
  await rows(tx, NAME_EVERY);
}

const NAME = `select set_config('${SETTING}', $1::uuid::text, true)`;
const NAME_EVERY = `select set_config('${SETTING}', '${EVERY_CASE}', true)`;

/** Reads more than one case. */
export function acrossCases<Found>(database: Database, read: (tx: EntityManager) => Promise<Found>): Promise<Found> {
  return database.em.fork().transactional(async (tx) => {
    await nameEveryCase(tx);
    return read(tx);
  });
}
