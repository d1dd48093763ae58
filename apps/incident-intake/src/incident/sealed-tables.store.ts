import type { SealedTable } from '@safe-community/service-kit/keys';

/** Every table with data keys; a test compares it with the tables that there are. */
export const SEALED_TABLES: readonly SealedTable[] = [
  // The key of the case: all that is personal in it lies under this one, in whichever table.
  { name: 'incident', id: 'incident_id' },
  { name: 'sensitive_read', id: 'read_id' },
];
