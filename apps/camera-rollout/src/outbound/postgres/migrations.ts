import { defineMigration } from '@safe-community/database';
import { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';

// A released migration is never edited: the next change is another entry.
export const MIGRATIONS = [
  defineMigration('2026-11-24-first', [
    ...LEDGER_TABLES,
    ...REQUEST_TABLES,
    ...CONSUMER_TABLES,
    // Units and officers as the registry's events tell: ids and codes, never a person's name.
    `create table patrol_unit (
       code text primary key,
       oblast_code text not null,
       name_uk text not null,
       name_en text not null,
       demonstration boolean not null
     )`,
    `create table patrol_officer (
       officer_id uuid primary key,
       unit_code text not null,
       oblast_code text not null,
       state text not null,
       demonstration boolean not null
     )`,
    `create index patrol_officer_on_strength on patrol_officer (unit_code) where state = 'active'`,
    `create table camera (
       camera_id uuid primary key,
       serial_number text not null,
       model text not null,
       unit_code text not null references patrol_unit (code),
       oblast_code text not null,
       state text not null check (state in ('in_stock', 'issued', 'in_repair', 'lost', 'retired')),
       holder_id uuid,
       issued_at timestamptz,
       registered_at timestamptz not null,
       demonstration boolean not null,
       constraint camera_serial_number_key unique (serial_number),
       constraint camera_issued_has_holder check (state <> 'issued' or (holder_id is not null and issued_at is not null))
     )`,
    // An officer has one working camera at the most, whatever is asked for at the same moment.
    `create unique index camera_holder_key on camera (holder_id) where state = 'issued'`,
    `create index camera_in_stock on camera (unit_code) where state = 'in_stock'`,
  ]),
];
