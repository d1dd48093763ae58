import type { Rights } from '@safe-community/database';
import { CONSUMER_RIGHTS, LEDGER_RIGHTS, REQUEST_RIGHTS } from '@safe-community/ledger';

const UNIT = ['code', 'oblast_code', 'name_uk', 'name_en', 'demonstration'];
const OFFICER = ['officer_id', 'unit_code', 'oblast_code', 'state', 'demonstration'];

/** What the rollout's statements do with each of its tables, and what people and dashboards see of it. */
export const RIGHTS: Rights = {
  ...LEDGER_RIGHTS,
  ...REQUEST_RIGHTS,
  ...CONSUMER_RIGHTS,
  patrol_unit: {
    insert: true,
    update: ['oblast_code', 'name_uk', 'name_en', 'demonstration'],
    reader: { columns: UNIT },
  },
  patrol_officer: {
    insert: true,
    update: ['unit_code', 'oblast_code', 'state', 'demonstration'],
    delete: true,
    reader: { columns: OFFICER },
  },
  camera: {
    insert: true,
    update: ['state', 'holder_id', 'issued_at'],
    reader: {
      columns: [
        'camera_id',
        'model',
        'unit_code',
        'oblast_code',
        'state',
        'issued_at',
        'registered_at',
        'demonstration',
      ],
    },
  },
};
