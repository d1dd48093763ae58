import { rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import { decryptWith, encryptWith, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import { caseKey, KEYED_CASES } from '../incident/module.ts';
import type { Addition } from './addition.ts';

/** The additions of reporters. */
export const FOLLOW_UP_TABLES: readonly string[] = [
  `create table report_addition (
     addition_id uuid primary key,
     incident_id uuid not null,
     added_at timestamptz not null,
     -- the text, under the key of the case
     sealed bytea not null
   )`,
  // Needed by ADDITIONS_OF_MANY, countAdditions, forgetAdditions (additions.store.ts).
  `create index report_addition_of_incident on report_addition (incident_id, addition_id)`,
];

export const FOLLOW_UP_RIGHTS: Rights = { report_addition: { insert: true, delete: true } };

/** How many additions a locked incident has. */
export async function countAdditions(tx: EntityManager, incidentId: string): Promise<number> {
  const [row] = await rows<{ count: number }>(
    tx,
    'select count(*)::int as count from report_addition where incident_id = $1',
    [incidentId],
  );
  return row?.count ?? 0;
}

/** Encrypts the text under the key of the case; PERSONAL_DATA_ERASED after its erasure. */
export async function insertAddition(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  additionId: string,
  { addedAt, text }: Addition,
): Promise<void> {
  const key = await caseKey(tx, keyring, incidentId);
  const encrypted = encryptWith(keyring, incidentId, key, additionPart(additionId), { text });
  await rows(tx, 'insert into report_addition (addition_id, incident_id, added_at, sealed) values ($1, $2, $3, $4)', [
    additionId,
    incidentId,
    addedAt,
    encrypted,
  ]);
}

/** Deletes what was added to a locked incident: part of the erasure of its personal data. */
export async function forgetAdditions(tx: EntityManager, incidentId: string): Promise<void> {
  await rows(tx, 'delete from report_addition where incident_id = $1', [incidentId]);
}

/** What other modules may join. */
export const ADDITION_ROWS = '(select addition_id, incident_id, added_at, sealed from report_addition)';

interface AdditionRow {
  readonly addition_id: string;
  readonly incident_id: string;
  readonly added_at: string;
  readonly sealed: Buffer;
}

/** An addition with the key that encrypts it. */
export interface KeyedAdditionRow extends AdditionRow {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

/**
 * The additions to each of several incidents, oldest first. One statement reads key and additions, so it sees an
 * erasure in both or in neither.
 */
export const ADDITIONS_OF_MANY = `
  select a.addition_id, a.incident_id, a.added_at, a.sealed, i.key_id, i.wrapped_key
  from unnest((select $1::uuid[])) as asked (id)
  join report_addition a on a.incident_id = asked.id
  cross join lateral (select key_id, wrapped_key from ${KEYED_CASES} incident where incident_id = a.incident_id limit 1) i
  where i.wrapped_key is not null
  order by a.addition_id`;

export function decryptKeyedAddition(keyring: Keyring, row: KeyedAdditionRow): Addition {
  return decryptAddition(keyring, { keyId: row.key_id, wrappedKey: row.wrapped_key }, row);
}

export function decryptAddition(keyring: Keyring, key: WrappedKey, row: AdditionRow): Addition {
  const { text = '' } = decryptWith(keyring, row.incident_id, key, additionPart(row.addition_id), row.sealed);
  return { addedAt: toDate(row.added_at), text };
}

/** The part of a case under which an addition is encrypted. */
function additionPart(additionId: string): string {
  return `addition/${additionId}`;
}
