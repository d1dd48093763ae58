import { rows, type EntityManager } from '@safe-community/database';
import { OfficerEntity } from './officer.store.ts';

/** An erased officer has no person. Such a row keeps its counts, assignments, and states. */
export const ERASURE_COLUMNS: readonly string[] = [
  `alter table officer alter column key_id drop not null, alter column wrapped_key drop not null,
     alter column ciphertext drop not null, add column erased_at timestamptz`,
  `alter table officer add constraint officer_erased_as_a_whole
     check (num_nulls(key_id, wrapped_key, ciphertext) = case when erased_at is null then 0 else 3 end)`,
  // An erased reason is null too.
  `alter table officer_state_change drop constraint officer_state_change_check1`,
  // Needed by DUE (retention.store.ts).
  `create index officer_to_be_erased on officer (officer_id) where state = 'dismissed' and erased_at is null`,
];

/** Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts). */
export const OFFICER_BY_KEY = `create index officer_by_key on officer (key_id)`;

const ERASED_NUMBER = 'erased:';

/** The service number identifies the person, too. An erased one is free again, and shown as empty. */
export function shownNumber(serviceNumber: string): string {
  return serviceNumber.startsWith(ERASED_NUMBER) ? '' : serviceNumber;
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
