import { OPEN_COLUMNS } from './incident-rows.store.ts';

/** What other modules may join of incidents: places, states and times. */
export const INCIDENT_ROWS = `(select incident_id, category, state, state_since, received_at, oblast_code, hromada_code, merged_into,
  changed_at, erased_at, is_test, alerted, attributes from incident)`;

/** Which services were sent to an incident. */
export const SENT_SERVICES = '(select incident_id, kind from responder where cancelled_at is null)';

/** What anyone may see of incidents, if their category is published. */
export const REQUEST_ROWS = `(select incident_id, category, state, state_since, received_at, changed_at, hromada_code, settlement_code,
  latitude, longitude, attributes, is_test from incident)`;

/** The changes that anyone may see, if the category is published. */
export const PUBLIC_CHANGES = `(select incident_id, version, state, recorded_at, public_at from case_history where public_change)`;

/** The keys of cases, for statements that must see an erasure in the key and in what it encrypts, or in neither. */
export const KEYED_CASES =
  '(select incident_id, category, oblast_code, hromada_code, key_id, wrapped_key from incident)';

/** Incidents with their encrypted personal data, for callers who may see it. */
export const ENCRYPTED_INCIDENTS = `(select ${OPEN_COLUMNS}, key_id, wrapped_key, ciphertext from incident)`;
