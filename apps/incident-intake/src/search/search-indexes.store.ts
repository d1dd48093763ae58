import { branchKey } from '../incident/module.ts';

// Indexes for lists of incidents: for each way to name a place, all columns that a list can filter by, and then the id,
// which is the order of lists. The lists single out few incidents, so their indexes are cheap.
const OPEN = `state in ('received', 'reopened', 'triaged', 'dispatched', 'en_route', 'on_scene')`;
const ROUTED = 'responsible_officer_id is not null';
const UNROUTED = `responsible_officer_id is null and ${OPEN}`;
const ESCALATED = `escalation_level > 0 and ${OPEN}`;

/** Indexes of the lists of incidents. */
export const READING_INDEXES: readonly string[] = [
  `drop index incident_of_hromada`,
  `drop index incident_unrouted`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_listed on incident (state, category, incident_id)`,
  // Dropped later.
  `create index incident_of_hromada on incident (hromada_code, state, category, incident_id)`,
  // Dropped later.
  `create index incident_of_oblast on incident (oblast_code, state, category, incident_id)`,
  // Dropped later.
  `create index incident_of_officer on incident (responsible_officer_id, state, category, incident_id)
     where ${ROUTED}`,
  // Needed by newestUnrouted (list-statement.store.ts).
  `create index incident_unrouted on incident (category, incident_id) where ${UNROUTED}`,
  // Dropped later.
  `create index incident_unrouted_of_hromada on incident (hromada_code, category, incident_id) where ${UNROUTED}`,
  // Dropped later.
  `create index incident_unrouted_of_oblast on incident (oblast_code, category, incident_id) where ${UNROUTED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated on incident (category, incident_id) where ${ESCALATED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated_of_hromada on incident (hromada_code, category, incident_id) where ${ESCALATED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated_of_oblast on incident (oblast_code, category, incident_id) where ${ESCALATED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated_of_officer on incident (responsible_officer_id, category, incident_id)
     where ${ESCALATED}`,
];

const OF_BRANCH = ['state', 'category'];

/** The indexes by place, smaller; `incident_to_route` serves the unrouted ones of a hromada too. */
export const COMPACT_INDEXES: readonly string[] = [
  `drop index incident_of_hromada, incident_of_oblast, incident_of_officer, incident_unrouted_of_hromada,
     incident_unrouted_of_oblast, incident_of_reporter`,
  // Needed by newestAt (list-statement.store.ts).
  `create index incident_of_hromada on incident ((${branchKey(['hromada_code', ...OF_BRANCH])}), incident_id)`,
  // Needed by newestAt (list-statement.store.ts), candidateStatement (candidates.store.ts).
  `create index incident_of_oblast on incident ((${branchKey(['oblast_code', ...OF_BRANCH])}), incident_id)`,
  // Needed by newestAt (list-statement.store.ts).
  `create index incident_of_officer on incident
     ((${branchKey(['responsible_officer_id::text', ...OF_BRANCH])}), incident_id) where ${ROUTED}`,
  // Needed by newestUnrouted (list-statement.store.ts).
  `create index incident_unrouted_of_oblast on incident ((${branchKey(['oblast_code', 'category'])}), incident_id)
     where ${UNROUTED}`,
  // Needed by FIND (reporter-search.store.ts).
  `create index incident_of_reporter on incident (substr(reporter_phone, 1, 6), incident_id)
     where reporter_phone is not null`,
];
