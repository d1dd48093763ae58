import { branchKey, IS_OPEN, IS_UNROUTED } from './branch-key.store.ts';
import { ROUTED_HERE } from './misrouted.store.ts';
import { IS_PUBLISHABLE, PUBLIC_TIME } from './public-change.store.ts';

// For each way to name a place, all columns that a list can filter by, and then the id, which is the order of lists. The
// lists single out few incidents, so their indexes are cheap.
const UNROUTED = `responsible_officer_id is null and ${IS_OPEN} and not is_test`;
const ESCALATED = `escalation_level > 0 and ${IS_OPEN} and not is_test`;
const OF_BRANCH = ['state', 'category'];

/** Each report pays for all of them: what one costs is in docs/adr/0024-what-a-report-costs.md. */
export const INCIDENT_INDEXES: readonly string[] = [
  // Needed by lockOverdue (misrouted.store.ts), newestLate (list-statement.store.ts).
  `create index incident_due on incident (due_at) where due_at is not null and not is_test`,
  // Needed by lockDue (erasure.store.ts).
  `create index incident_to_erase on incident (erase_at) where erase_at is not null and erased_at is null`,
  // Needed by MERGED_INTO_MANY (merged-reports.store.ts), countDuplicates (merged.store.ts), VOICES (voices.store.ts).
  `create index incident_merged on incident (merged_into) where merged_into is not null`,
  // A key rotation needs it to find rows under a previous key and to rewrap their data keys.
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index incident_by_key on incident (key_id) where key_id is not null`,
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
  // Category and mark make it an index of the unrouted incidents of a hromada as well.
  // Needed by misroutedStatement (misrouted.store.ts), newestUnrouted (list-statement.store.ts).
  `create index incident_to_route on incident ((${branchKey(['hromada_code', 'category', IS_UNROUTED])}), incident_id)
     where ${ROUTED_HERE}`,
  // For polling, and for maps; of the few categories that can be published, so other reports cost nothing.
  // Needed by idsByUpdate (public-requests.store.ts).
  `create index incident_published on incident (changed_at, incident_id) where ${IS_PUBLISHABLE}`,
  // Needed by requestsWithin (nearby-requests.store.ts).
  `create index incident_published_place on incident (category, latitude, longitude) where ${IS_PUBLISHABLE}`,
  // Needed by listUpdates (request-updates.store.ts).
  `create index case_history_public on case_history (${PUBLIC_TIME}, incident_id, version) where public_change`,
];
