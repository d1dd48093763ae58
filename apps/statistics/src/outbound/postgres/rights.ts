import type { Rights } from '@safe-community/database';
import { CONSUMER_RIGHTS, LEDGER_RIGHTS, REQUEST_RIGHTS } from '@safe-community/ledger';
import { CATEGORIES, isSensitive } from '../../domain/category.ts';

/** Few cases in a small place point to a person; the service itself says what of them may be told. */
const IN_THE_OPEN = `category in (${CATEGORIES.filter((category) => !isSensitive(category))
  .map((category) => `'${category}'`)
  .join(', ')})`;

const COUNTS = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];
const FIGURE = [
  'indicator',
  'kind',
  'period_start',
  'period_end',
  'revision',
  'value',
  'qualifier',
  'publisher_uk',
  'publisher_en',
  'title',
  'published',
  'imported_at',
];

/** What statistics' statements do with each of its tables, and what people and dashboards see of it. */
export const RIGHTS: Rights = {
  ...LEDGER_RIGHTS,
  ...REQUEST_RIGHTS,
  ...CONSUMER_RIGHTS,
  incident_count: {
    insert: true,
    update: COUNTS,
    delete: true,
    reader: { columns: ['territory_code', 'day', 'category', 'demonstration', ...COUNTS], rows: IN_THE_OPEN },
  },
  category_count: {
    insert: true,
    update: COUNTS,
    delete: true,
    reader: { columns: ['category', 'demonstration', ...COUNTS], rows: IN_THE_OPEN },
  },
  response_count: {
    insert: true,
    update: ['responses'],
    delete: true,
    reader: { columns: ['category', 'bucket', 'responses'], rows: IN_THE_OPEN },
  },
  beat_primary: {
    insert: true,
    update: ['officer_id', 'demonstration'],
    delete: true,
    reader: { columns: ['hromada_code', 'district_code', 'officer_id', 'demonstration'] },
  },
  patrol_officer: {
    insert: true,
    update: ['oblast_code', 'demonstration'],
    delete: true,
    reader: { columns: ['officer_id', 'oblast_code', 'demonstration'] },
  },
  issued_camera: {
    insert: true,
    update: ['officer_id'],
    delete: true,
    reader: { columns: ['camera_id', 'officer_id'] },
  },
  officer_state: { insert: true, update: ['state'], delete: true, reader: { columns: ['officer_id', 'state'] } },
  listed_unit: {
    insert: true,
    update: ['oblast_code'],
    delete: true,
    reader: { columns: ['code', 'oblast_code'] },
  },
  // The service locks the figures as a whole, for which it needs the right to change every column.
  official_figure: { insert: true, update: true, reader: { columns: FIGURE } },
  former_figure: { insert: true, reader: { columns: FIGURE } },
};
