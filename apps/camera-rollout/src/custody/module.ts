import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { CUSTODY_CHAIN_RIGHTS, CUSTODY_CHAIN_TABLES, ENCRYPTED_CUSTODY } from './custody.store.ts';

export { appendCustody, type NewCustodyEntry } from './custody.store.ts';
export type { CustodyActor, CustodyEntry, CustodyKind } from './custody-entry.ts';

/** Who did what with each recording, in a chain that reveals every alteration. */
export const custody: Module<unknown> = {
  name: 'custody',
  migrations: [defineMigration('2026-11-27-recording-custody', CUSTODY_CHAIN_TABLES)],
  rights: CUSTODY_CHAIN_RIGHTS,
  encryptedTables: [ENCRYPTED_CUSTODY],
  start: () => ({}),
};
