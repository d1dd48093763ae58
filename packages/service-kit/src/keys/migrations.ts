import { defineMigration } from '@safe-community/database';

/** For services that keep sealed data; taken after their own. */
export const KEY_MIGRATIONS = [
  defineMigration('2026-11-25-keyring-holders', [
    // Which keys the replicas work with, as each of them tells every few seconds.
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
