/** Finding the reports of a telephone: docs/adr/0021. */
export const REPORTER_SEARCH: readonly string[] = [
  // A keyed digest of the reporter's telephone; none for who gave none, and after erasure.
  `alter table incident add column reporter_phone bytea`,
  // Whether it was looked for: what was reported before this column is opened for it, little by little.
  `alter table incident add column reporter_indexed boolean not null default false`,
  `create index incident_of_reporter on incident (reporter_phone, incident_id) where reporter_phone is not null`,
  `create index incident_unindexed_reporter on incident (incident_id)
     where not reporter_indexed and ciphertext is not null`,
];
