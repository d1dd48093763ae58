import type { Rights } from '@safe-community/database';
import type { EncryptedTable } from '@safe-community/service-kit';
import { CATEGORIES, isSensitive } from '../catalogue/module.ts';

/**
 * The categories that people and dashboards may see; a new category only once the domain says that it is not sensitive.
 */
const IN_THE_OPEN = `category in (${CATEGORIES.filter((category) => !isSensitive(category))
  .map((category) => `'${category}'`)
  .join(', ')})`;

/** Rows about an incident are visible if the incident is: the reader's own policy applies in the subquery. */
const ofOpenIncident = (table: string): string =>
  `exists (select from incident where incident.incident_id = ${table}.incident_id)`;

/** The report itself never changes; its status does, and its key is rewrapped or destroyed. */
const COURSE_OF_INCIDENT = [
  'version',
  'state',
  'state_since',
  'changed_at',
  'on_scene_at',
  'urgency',
  'responsible_officer_id',
  'killed',
  'injured',
  'children_killed',
  'children_injured',
  'defenders_killed',
  'defenders_injured',
  'merged_into',
  'state_before_merge',
  'due_at',
  'escalation_level',
  'erase_at',
  'legal_hold',
  'erased_at',
  'key_id',
  'wrapped_key',
  'ciphertext',
  'reporter_phone',
  'reporter_indexed',
  'is_test',
];

/** No point, no encrypted columns, and nobody who reported or acted. */
const SHOWN_OF_INCIDENT = [
  'incident_id',
  'version',
  'state',
  'state_since',
  'category',
  'channel',
  'urgency',
  'oblast_code',
  'hromada_code',
  'hromada_derived',
  'starosta_district_code',
  'settlement_code',
  'occurred_at',
  'received_at',
  'on_scene_at',
  'due_at',
  'escalation_level',
  'catalogue_revision',
  'killed',
  'injured',
  'children_killed',
  'children_injured',
  'defenders_killed',
  'defenders_injured',
  'source_system',
  'is_test',
  'erase_at',
  'legal_hold',
  'erased_at',
];

/** The rights of intake's statements on the tables of incidents, and what people and dashboards may see. */
export const INCIDENT_RIGHTS: Rights = {
  incident: {
    insert: true,
    update: COURSE_OF_INCIDENT,
    insertOnly: ['counted_by', 'school_matter', 'targets'],
    reader: { columns: SHOWN_OF_INCIDENT, rows: IN_THE_OPEN },
  },
  case_history: {
    insert: true,
    // Emptied when the personal data is erased.
    update: ['sealed_reason'],
    reader: {
      columns: ['incident_id', 'version', 'kind', 'happened_at', 'recorded_at', 'former_state', 'state'],
      rows: ofOpenIncident('case_history'),
    },
  },
  responder: {
    insert: true,
    update: ['officer_ids', 'en_route_at', 'on_scene_at', 'left_at', 'cancelled_at'],
    reader: {
      columns: ['incident_id', 'kind', 'dispatched_at', 'en_route_at', 'on_scene_at', 'left_at', 'cancelled_at'],
      rows: ofOpenIncident('responder'),
    },
  },
  // Append-only, except for the wrapping key of the reason's key; a trigger compares all other columns.
  sensitive_read: { insert: true, update: ['key_id', 'wrapped_key'] },
};

/** A test compares this list with the tables that have data keys. */
export const INCIDENT_ENCRYPTED_TABLES: readonly EncryptedTable[] = [
  // The key of the case encrypts everything personal in it, in whichever table.
  { name: 'incident', id: 'incident_id' },
  { name: 'sensitive_read', id: 'read_id' },
];
