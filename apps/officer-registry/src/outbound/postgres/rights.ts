import type { Rights } from '@safe-community/database';
import { KEY_RIGHTS } from '@safe-community/service-kit/keys';
import { LEDGER_RIGHTS, REQUEST_RIGHTS } from '@safe-community/ledger';

/** Where a data key lies: it is wrapped anew when the keys are changed. */
const KEY = ['key_id', 'wrapped_key'];

/** What the registry's statements do with each of its tables, and what people and dashboards see of it: no person. */
export const RIGHTS: Rights = {
  ...LEDGER_RIGHTS,
  ...REQUEST_RIGHTS,
  ...KEY_RIGHTS,
  officer: {
    insert: true,
    update: ['state', ...KEY],
    reader: { columns: ['officer_id', 'kind', 'state', 'patrol_unit_code', 'registered_at', 'demonstration'] },
  },
  officer_state_change: { insert: true, update: KEY },
  assignment: {
    insert: true,
    update: ['role', 'assigned_at'],
    delete: true,
    reader: { columns: ['officer_id', 'hromada_code', 'starosta_district_code', 'role', 'assigned_at'] },
  },
  patrol_unit: {
    insert: true,
    reader: { columns: ['patrol_unit_code', 'oblast_code', 'name_uk', 'name_en', 'demonstration'] },
  },
  territory_unit: {
    insert: true,
    // All columns: who may lock a table may change it as a whole.
    update: true,
    reader: { columns: ['code', 'name', 'category', 'oblast_code', 'raion_code', 'listed_at'] },
  },
};
