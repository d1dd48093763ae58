/** What reporters said later. */
export const FOLLOW_UP_TABLES: readonly string[] = [
  `create table report_addition (
     addition_id uuid primary key,
     incident_id uuid not null,
     added_at timestamptz not null,
     -- the text, under the key of the case
     sealed bytea not null
   )`,
  `create index report_addition_of_incident on report_addition (incident_id, addition_id)`,
];
