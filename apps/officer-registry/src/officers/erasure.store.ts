import { rows, type EntityManager } from '@safe-community/database';
import { OfficerEntity } from './officer.store.ts';

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
