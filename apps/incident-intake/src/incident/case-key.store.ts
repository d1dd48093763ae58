import { rows, type EntityManager } from '@safe-community/database';
import { preconditionFailed } from '@safe-community/domain-kit';
import { newCaseKey, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import { keyOf, type KeyColumns } from '../search/sealed-columns.store.ts';

/**
 * The key of a case, under which all that is personal in it lies; made when the report had nothing personal.
 * The incident must be locked. After erasure nothing personal can be added: PERSONAL_DATA_ERASED.
 */
export async function caseKey(em: EntityManager, keyring: Keyring, incidentId: string): Promise<WrappedKey> {
  const [row] = await rows<KeyColumns & { readonly erased: boolean }>(
    em,
    'select key_id, wrapped_key, erased_at is not null as erased from incident where incident_id = $1',
    [incidentId],
  );
  if (row?.erased === true) {
    throw preconditionFailed(
      'PERSONAL_DATA_ERASED',
      'the personal data of the incident was erased: nothing that must be sealed can be added, a reason among it',
    );
  }
  const known = row && keyOf(row);
  if (known !== undefined) return known;
  const made = newCaseKey(keyring, incidentId);
  await rows(em, 'update incident set key_id = $2, wrapped_key = $3 where incident_id = $1', [
    incidentId,
    made.keyId,
    made.wrappedKey,
  ]);
  return made;
}
