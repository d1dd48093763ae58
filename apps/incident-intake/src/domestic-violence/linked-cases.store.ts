import { IsolationLevel } from '@mikro-orm/postgresql';
import { rows, type Database, type EntityManager } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { INCIDENT_ROWS } from '../incident/module.ts';
import { acrossCases, nameCase, nameEveryCase } from './named-case.store.ts';
import { findCase } from './violence-case.store.ts';
import type { ViolenceCase } from './violence-case.ts';

export interface LinkedCase {
  readonly violence: ViolenceCase;
  /** Other cases with the same offender, newest first. */
  readonly otherIncidentIds: readonly string[];
}

const MAX_OTHERS = 50;

/**
 * The decrypted case of an incident, for a caller who may read it; undefined if it is not open. Its statements share
 * one snapshot, so that all parts are of one version.
 */
export function readLinkedCase(
  database: Database,
  keyring: Keyring,
  incidentId: string,
): Promise<LinkedCase | undefined> {
  return database.em.fork().transactional(
    async (tx) => {
      const violence = await findCase(tx, keyring, incidentId);
      if (violence === undefined) return undefined;
      await nameEveryCase(tx);
      // Newest first: ids sort by the time of receipt.
      const others = await rows<{ incident_id: string }>(
        tx,
        `select other.incident_id ${OTHERS} order by other.incident_id desc limit $2`,
        [incidentId, MAX_OTHERS],
      );
      return { violence, otherIncidentIds: others.map(({ incident_id }) => incident_id) };
    },
    { isolationLevel: IsolationLevel.REPEATABLE_READ },
  );
}

/** How many other cases name the same offender. */
export async function countOthers(database: Database, incidentId: string): Promise<number> {
  const [row] = await acrossCases(database, (tx) =>
    rows<{ others: number }>(tx, `select count(*)::int as others ${OTHERS}`, [incidentId]),
  );
  return row?.others ?? 0;
}

/**
 * Whether another case of the same offender has an urgent order, in force or not, as within one case. Then the
 * transaction sees only this case again.
 */
export async function isOrderedElsewhere(tx: EntityManager, incidentId: string): Promise<boolean> {
  await nameEveryCase(tx);
  const found = await rows(tx, ORDERED_ELSEWHERE, [incidentId]);
  await nameCase(tx, incidentId);
  return found.length > 0;
}

/** A test says nothing about an offender. */
const OTHERS = `
  from dv_case other join dv_case this on other.offender_pseudonym = this.offender_pseudonym
    join ${INCIDENT_ROWS} incident on incident.incident_id = other.incident_id and not is_test
  where this.incident_id = $1 and other.incident_id <> $1`;

const ORDERED_ELSEWHERE = `
  select o.order_id from dv_case this
  join dv_case other on other.offender_pseudonym = this.offender_pseudonym and other.incident_id <> this.incident_id
  join ${INCIDENT_ROWS} incident on incident.incident_id = other.incident_id and not is_test
  join dv_order o on o.incident_id = other.incident_id
  where this.incident_id = $1 and o.kind = 'urgent' limit 1`;
