import { rows, type EntityManager } from '@safe-community/database';
import type { Sealed } from '@safe-community/vault';
import type { Entry } from '../../app/ports.ts';
import type { OfficerRecord } from '../../domain/officer.ts';

/** An entry whose person is encrypted already: what waits for its commit waits so. */
export interface SealedEntry extends Omit<Entry, 'officer'> {
  readonly officer: OfficerRecord;
  readonly sealed: Sealed;
}

type Value = string | boolean | Date | Buffer | null;

/** Column, its type, and where its value comes from. */
const COLUMNS: readonly (readonly [name: string, type: string, of: (entry: SealedEntry) => Value])[] = [
  ['officer_id', 'uuid', ({ officer }) => officer.officerId],
  ['kind', 'text', ({ officer }) => officer.kind],
  ['state', 'text', ({ officer }) => officer.state],
  ['service_number', 'text', ({ officer }) => officer.serviceNumber],
  ['patrol_unit_code', 'text', ({ officer }) => officer.patrolUnitCode || null],
  ['registered_at', 'timestamptz', ({ officer }) => officer.registeredAt],
  ['demonstration', 'boolean', ({ officer }) => officer.demonstration],
  ['key_id', 'text', ({ sealed }) => sealed.keyId],
  ['wrapped_key', 'bytea', ({ sealed }) => sealed.wrappedKey],
  ['ciphertext', 'bytea', ({ sealed }) => sealed.ciphertext],
];
const NAMES = COLUMNS.map(([name]) => name).join(', ');

// In one order everywhere, so that two groups with the same numbers wait for each other and never both.
const INSERT = `
  insert into officer (${NAMES})
  select * from unnest(${COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})
    as new (${NAMES})
  order by service_number`;

/** Inserts all officers by one statement. */
export async function insertOfficers(em: EntityManager, entries: readonly SealedEntry[]): Promise<void> {
  await rows(
    em,
    INSERT,
    COLUMNS.map(([, , of]) => entries.map(of)),
  );
}
