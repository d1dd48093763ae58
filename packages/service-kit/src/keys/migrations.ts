import { defineMigration } from '@safe-community/database';

/** For services with encrypted tables. */
export const KEY_MIGRATIONS = [
  defineMigration('2026-12-01-keyring-holders', [
    // The keys that each replica has loaded, as it reports every few seconds.
    `create table keyring_holder (
       replica text primary key,
       active_key_id text not null,
       active_since timestamptz not null,
       key_ids text[] not null,
       trouble text not null,
       seen_at timestamptz not null
     )`,
  ]),
];
