import { rows, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { OfficerEntity } from './officer.store.ts';

const ERASED_NUMBER = 'erased:';

/** The service number identifies the person, too. An erased one is free again, and shown as empty. */
export function shownNumber(serviceNumber: string): string {
  return serviceNumber.startsWith(ERASED_NUMBER) ? '' : serviceNumber;
}

const DISMISSED_ON = `(
  select (max(c.changed_at) at time zone 'Europe/Kyiv')::date as dismissed_on
  from officer_state_change c where c.officer_id = o.officer_id and c.state = 'dismissed')`;

/** Dismissed officers who are not erased, and since which day each is dismissed: what other modules may join. */
export const DISMISSED_ROWS = `(
  select o.officer_id, d.dismissed_on from officer o cross join lateral ${DISMISSED_ON} d
  where o.state = 'dismissed' and o.erased_at is null)`;

/** When an officer was dismissed, and then erased. */
export interface Departure {
  readonly dismissedOn: Day | undefined;
  readonly erasedAt: Date | undefined;
}

/** Undefined for an unknown officer. */
export async function findDeparture(em: EntityManager, officerId: string): Promise<Departure | undefined> {
  const [found] = await rows<DepartureRow>(em, DEPARTURE, [officerId]);
  return found && { dismissedOn: found.dismissed_on ?? undefined, erasedAt: toOptionalDate(found.erased_at) };
}

interface DepartureRow {
  readonly erased_at: string | null;
  readonly dismissed_on: Day | null;
}

const DEPARTURE = `
  select erased_at, d.dismissed_on::text from officer o cross join lateral ${DISMISSED_ON} d where officer_id = $1`;

/**
 * Locks, in the order of their ids, officers who are to be erased. Those who are locked or erased already are skipped.
 *
 * @param chosen a statement that finds `officer_id`; its parameters begin with $2.
 */
export async function lockToErase(
  tx: EntityManager,
  chosen: string,
  values: readonly unknown[],
  most: number,
): Promise<string[]> {
  const locked = await rows<{ officer_id: string }>(
    tx,
    `select officer_id from officer where officer_id in (${chosen}) and erased_at is null
     order by officer_id limit $1 for no key update skip locked`,
    [most, ...values],
  );
  return locked.map(({ officer_id: officerId }) => officerId);
}

/**
 * Erases everything personal of a dismissed officer whom the transaction has locked: what was encrypted, with its keys,
 * and the service number. Assignments, states without reasons, and the audit stay.
 */
export async function eraseOfficer(tx: EntityManager, officerId: string, at: Date): Promise<void> {
  for (const part of PARTS) await rows(tx, part, [officerId]);
  const officer = await tx.findOneOrFail(OfficerEntity, { officerId });
  tx.assign(officer, {
    keyId: null,
    wrappedKey: null,
    ciphertext: null,
    serviceNumber: `${ERASED_NUMBER}${officerId}`,
    nextExpiry: null,
    erasedAt: at,
    version: officer.version + 1,
  });
  await tx.flush();
}

const PARTS = [
  'delete from officer_record where officer_id = $1',
  // Deleted with the dismissal already.
  'delete from officer_public_profile where officer_id = $1',
  'update officer_state_change set key_id = null, wrapped_key = null, ciphertext = null where officer_id = $1',
];
