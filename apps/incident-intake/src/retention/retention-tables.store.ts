/** Why the personal data of an incident must not be erased. What is released stays. */
export const RETENTION_TABLES: readonly string[] = [
  `create table legal_hold (
     hold_id uuid primary key,
     incident_id uuid not null,
     ground text not null,
     placed_at timestamptz not null,
     system text not null,
     acting_user text not null,
     released_at timestamptz,
     release_ground text not null default ''
   )`,
  `create index legal_hold_of_incident on legal_hold (incident_id)`,
];
