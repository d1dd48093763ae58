/** How cases ended before the law. Rows are added, and revoked at most once. */
export const SANCTION_TABLES: readonly string[] = [
  `create table outcome (
     outcome_id uuid primary key,
     incident_id uuid not null,
     kind text not null,
     -- null where the kind has none
     article text,
     hours smallint,
     hours_per_day smallint,
     minor boolean,
     -- the number or the work, under the key of the case; null after its erasure
     sealed bytea,
     recorded_at timestamptz not null,
     revoked_at timestamptz
   )`,
  `create index outcome_of_incident on outcome (incident_id)`,
];
