import { rows, type EntityManager } from '@safe-community/database';

const SETTING = 'safe_community.case';
const EVERY_CASE = 'every case';

/**
 * Which rows of cases of domestic violence the service sees and writes, by the policies of their tables: those of the
 * case that the transaction has named. A statement that forgets its condition, or joins what it should not, finds
 * nothing in other cases.
 */
export const OF_NAMED_CASE = `current_setting('${SETTING}', true) in (incident_id::text, '${EVERY_CASE}')`;

/** From here on to its end the transaction of `em` is about this case and no other. */
export async function nameCase(em: EntityManager, incidentId: string): Promise<void> {
  await rows(em, NAME, [incidentId]);
}

/** For what has to look across cases: visits that are due, and others of the same offender. */
export async function nameEveryCase(em: EntityManager): Promise<void> {
  await rows(em, NAME_EVERY);
}

const NAME = `select set_config('${SETTING}', $1::uuid::text, true)`;
const NAME_EVERY = `select set_config('${SETTING}', '${EVERY_CASE}', true)`;
