import { prepared, unnested, type Column, type Step } from '@safe-community/database';
import type { Encrypted } from '@safe-community/security/encryption';
import type { Entry } from '../../app/ports.ts';
import type { OfficerRecord } from '../../domain/officer.ts';

/** An entry whose person is encrypted already: what waits for its commit waits so. */
export interface SealedEntry extends Omit<Entry, 'officer'> {
  readonly officer: OfficerRecord;
  readonly sealed: Encrypted;
}

const COLUMNS: readonly Column<SealedEntry>[] = [
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
const ROWS = unnested(COLUMNS);

// In one order everywhere, so that two groups with the same numbers wait for each other and never both.
const INSERT = prepared(`
  insert into officer (${ROWS.names})
  select * from ${ROWS.source} as new (${ROWS.names}) order by service_number`);

/** Inserts all officers by one statement. */
export function insertOfficers(entries: readonly SealedEntry[]): Step {
  return { statement: INSERT, values: ROWS.valuesOf(entries) };
}
