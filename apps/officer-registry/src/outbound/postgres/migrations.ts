import { defineMigration } from '@safe-community/database';
import { LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';

// A released migration is never edited: the next change is another entry.
export const MIGRATIONS = [
  defineMigration('2026-11-24-first', [
    ...LEDGER_TABLES,
    ...REQUEST_TABLES,
    `create table patrol_unit (
       patrol_unit_code text constraint patrol_unit_code_key primary key,
       oblast_code text not null,
       name_uk text not null,
       name_en text not null,
       demonstration boolean not null
     )`,
    `create table officer (
       officer_id uuid primary key,
       kind text not null check (kind in ('community', 'patrol')),
       state text not null,
       service_number text not null constraint officer_service_number_key unique,
       patrol_unit_code text references patrol_unit,
       registered_at timestamptz not null,
       demonstration boolean not null,
       -- name and telephone, under a data key of the officer
       key_id text not null,
       wrapped_key bytea not null,
       ciphertext bytea not null,
       check ((kind = 'patrol') = (patrol_unit_code is not null))
     )`,
    `create table assignment (
       officer_id uuid not null references officer,
       hromada_code text not null,
       -- empty for the hromada as a whole
       starosta_district_code text not null,
       role text not null check (role in ('primary', 'deputy')),
       assigned_at timestamptz not null,
       primary key (officer_id, hromada_code, starosta_district_code)
     )`,
    // However many transactions try at once, a beat has one primary and an officer is the primary of one beat.
    `create unique index assignment_primary_of_beat on assignment (hromada_code, starosta_district_code)
       where role = 'primary'`,
    `create unique index assignment_primary_of_officer on assignment (officer_id) where role = 'primary'`,
    `create table territory_unit (
       code text primary key,
       name text not null,
       category text not null check (category in ('H', 'K')),
       oblast_code text not null,
       raion_code text not null,
       listed_at timestamptz not null
     )`,
  ]),
  defineMigration('2026-11-24-officer-state', [
    `create table officer_state_change (
       change_id uuid primary key,
       officer_id uuid not null references officer,
       former_state text not null,
       state text not null,
       -- since when the officer is in the state
       changed_at timestamptz not null,
       -- name of the calling system, and when it asked
       caller text not null,
       recorded_at timestamptz not null,
       -- the reason and the acting user, under a data key of the change; none when neither was given
       key_id text,
       wrapped_key bytea,
       ciphertext bytea,
       check (num_nulls(key_id, wrapped_key, ciphertext) in (0, 3)),
       check (state not in ('suspended', 'dismissed') or ciphertext is not null)
     )`,
    `create index officer_state_change_of_officer on officer_state_change (officer_id, changed_at)`,
  ]),
  defineMigration('2026-11-25-keys-in-use', [
    // By which rotation finds what lies under a former key, and counts it.
    `create index officer_by_key on officer (key_id)`,
    `create index officer_state_change_by_key on officer_state_change (key_id) where key_id is not null`,
  ]),
];
