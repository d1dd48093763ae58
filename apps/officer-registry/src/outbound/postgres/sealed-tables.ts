import type { SealedTable } from '@safe-community/service-kit/keys';

/** Every table with data keys; a test compares it with the tables that there are. */
export const SEALED_TABLES: readonly SealedTable[] = [
  { name: 'officer', id: 'officer_id' },
  { name: 'officer_state_change', id: 'change_id' },
];
