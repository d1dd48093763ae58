import { branchKey } from '../incident/module.ts';

// For each way to name a place, all columns that a list can filter by, and then the id, which is the order of lists. The
// lists single out few incidents, so their indexes are cheap.
const OPEN = `state in ('received', 'reopened', 'triaged', 'dispatched', 'en_route', 'on_scene')`;
const UNROUTED = `responsible_officer_id is null and ${OPEN} and not is_test`;
const ESCALATED = `escalation_level > 0 and ${OPEN} and not is_test`;
const OF_BRANCH = ['state', 'category'];

/** Indexes of the lists of incidents, and of the reports of a phone number. */
export const SEARCH_INDEXES: readonly string[] = [
  // Needed by idsOf (list-statement.store.ts), newestOfBranch (public-requests.store.ts).
  `create index incident_listed on incident (state, category, incident_id) where not is_test`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_listed_test on incident (state, category, incident_id) where is_test`,
  // Needed by newestAt (list-statement.store.ts), newestOfHromada (public-requests.store.ts).
  `create index incident_of_hromada on incident ((${branchKey(['hromada_code', ...OF_BRANCH])}), incident_id)
     where not is_test`,
  // Needed by newestAt (list-statement.store.ts), candidateStatement (candidates.store.ts).
  `create index incident_of_oblast on incident ((${branchKey(['oblast_code', ...OF_BRANCH])}), incident_id)
     where not is_test`,
  // Needed by newestAt (list-statement.store.ts).
  `create index incident_of_officer on incident
     ((${branchKey(['responsible_officer_id::text', ...OF_BRANCH])}), incident_id)
     where responsible_officer_id is not null and not is_test`,
  // Needed by newestUnrouted (list-statement.store.ts).
  `create index incident_unrouted on incident (category, incident_id) where ${UNROUTED}`,
  // Those of a hromada are in `incident_to_route`.
  // Needed by newestUnrouted (list-statement.store.ts).
  `create index incident_unrouted_of_oblast on incident ((${branchKey(['oblast_code', 'category'])}), incident_id)
     where ${UNROUTED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated on incident (category, incident_id) where ${ESCALATED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated_of_hromada on incident (hromada_code, category, incident_id) where ${ESCALATED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated_of_oblast on incident (oblast_code, category, incident_id) where ${ESCALATED}`,
  // Needed by idsOf (list-statement.store.ts).
  `create index incident_escalated_of_officer on incident (responsible_officer_id, category, incident_id)
     where ${ESCALATED}`,
  // Needed by FIND (reporter-search.store.ts).
  `create index incident_of_reporter on incident (substr(reporter_phone, 1, 6), incident_id)
     where reporter_phone is not null`,
  // Needed by LOCK_SOME (reporter-index.store.ts).
  `create index incident_unindexed_reporter on incident (incident_id)
     where not reporter_indexed and ciphertext is not null`,
];
