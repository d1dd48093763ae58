import { prepared, unnested, type Column } from '@safe-community/database';
import type { Encrypted, Keyring } from '@safe-community/security/encryption';
import type { BatchStore } from '@safe-community/service-kit';
import { NEW_OFFICER, newOfficer, takenNumber, type NewOfficer } from './officer.store.ts';
import { nextExpiry, type PersonnelRecord } from './personnel-record.ts';
import { encryptRecord } from './personnel-record.store.ts';
import { encryptProfile } from './public-profile.store.ts';
import type { PublicProfile } from './public-profile.ts';
import type { Registered } from './registration.ts';

/** An officer of another system, with the personnel data that it has, and what the officer agrees to publish. */
export interface ImportedOfficer extends Registered {
  readonly record: PersonnelRecord | undefined;
  readonly profile: PublicProfile | undefined;
}

export interface ImportedOfficerRow extends NewOfficer {
  readonly nextExpiry: string;
  readonly record: Encrypted | undefined;
  readonly profile: Encrypted | undefined;
  readonly hasDutyPhone: boolean;
}

const COLUMNS: readonly Column<ImportedOfficerRow>[] = [
  ...NEW_OFFICER,
  ['next_expiry', 'text', ({ nextExpiry: day }) => day || null],
  ['record_key_id', 'text', ({ record }) => record?.keyId ?? null],
  ['record_wrapped_key', 'bytea', ({ record }) => record?.wrappedKey ?? null],
  ['record_ciphertext', 'bytea', ({ record }) => record?.ciphertext ?? null],
  ['profile_key_id', 'text', ({ profile }) => profile?.keyId ?? null],
  ['profile_wrapped_key', 'bytea', ({ profile }) => profile?.wrappedKey ?? null],
  ['profile_ciphertext', 'bytea', ({ profile }) => profile?.ciphertext ?? null],
  ['has_duty_phone', 'boolean', ({ hasDutyPhone }) => hasDutyPhone],
];
const ROWS = unnested(COLUMNS);
const OF_OFFICER = NEW_OFFICER.map(([name]) => name).join(', ');

// In the order of the service numbers, like the batches of RegisterOfficer.
const INSERT = prepared(`
  with new as (select * from ${ROWS.source} as new (${ROWS.names})),
  inserted as (
    insert into officer (${OF_OFFICER}, next_expiry)
    select ${OF_OFFICER}, next_expiry::date from new order by service_number
  ),
  recorded as (
    insert into officer_record (officer_id, key_id, wrapped_key, ciphertext)
    select officer_id, record_key_id, record_wrapped_key, record_ciphertext from new where record_key_id is not null
  )
  insert into officer_public_profile
    (officer_id, published_at, key_id, wrapped_key, ciphertext, has_duty_phone)
  select officer_id, registered_at, profile_key_id, profile_wrapped_key, profile_ciphertext, has_duty_phone
  from new where profile_key_id is not null`);

/** More than the window of several imports. */
const MAX_QUEUE = 10_000;

export function importBatch(keyring: Keyring): BatchStore<ImportedOfficer, ImportedOfficerRow> {
  return {
    toRow: ({ record, profile, ...registered }) => ({
      ...newOfficer(keyring, registered),
      nextExpiry: nextExpiry(record?.certifications ?? []),
      record: record && encryptRecord(keyring, registered.officer.officerId, record),
      profile: profile && encryptProfile(keyring, registered.officer.officerId, profile),
      hasDutyPhone: (profile?.dutyPhone ?? '') !== '',
    }),
    insert: (officers) => ({ statement: INSERT, values: ROWS.valuesOf(officers) }),
    longestQueue: MAX_QUEUE,
    refusalOf: takenNumber,
  };
}
