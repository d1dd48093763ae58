import type { Keyring } from '@safe-community/security/encryption';
import type { Addition } from './addition.ts';
import { toAddition, type AdditionRow } from './addition-rows.store.ts';

/** What was added to a report, with the key under which it lies. */
export interface KeyedAdditionRow extends AdditionRow {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

/**
 * Of several incidents, oldest first. Key and additions by one statement: an erasure is seen in both or in neither.
 */
export const ADDITIONS_OF_MANY = `
  select a.addition_id, a.incident_id, a.added_at, a.sealed, i.key_id, i.wrapped_key
  from unnest((select $1::uuid[])) as asked (id)
  join report_addition a on a.incident_id = asked.id
  cross join lateral (select key_id, wrapped_key from incident where incident_id = a.incident_id limit 1) i
  where i.wrapped_key is not null
  order by a.addition_id`;

export function openAddition(keyring: Keyring, row: KeyedAdditionRow): Addition {
  return toAddition(keyring, { keyId: row.key_id, wrappedKey: row.wrapped_key }, row);
}
