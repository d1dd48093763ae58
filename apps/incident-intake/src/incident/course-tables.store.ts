/** The course of incidents: what each has come to, its history, and who was sent. */
export const COURSE_TABLES: readonly string[] = [
  `alter table incident
     add column version integer not null default 1,
     add column state_since timestamptz,
     add column urgency text not null default 'normal',
     add column settlement_code text not null default '',
     -- of sensitive categories empty: sealed with the rest
     add column attributes jsonb not null default '{}',
     add column alerted jsonb not null default '[]',
     add column catalogue_revision integer not null default 0,
     add column reported_by text not null default '',
     add column acting_user text not null default '',
     add column due_at timestamptz,
     add column escalation_level smallint not null default 0,
     add column merged_into uuid,
     add column state_before_merge text,
     add column erase_at timestamptz,
     add column legal_hold boolean not null default false,
     add column erased_at timestamptz`,
  `create index incident_due on incident (due_at) where due_at is not null`,
  `create index incident_to_erase on incident (erase_at) where erase_at is not null and erased_at is null`,
  `create index incident_merged on incident (merged_into) where merged_into is not null`,
  // One entry for each version but the first, which is the report itself.
  `create table case_history (
     incident_id uuid not null,
     version integer not null,
     kind text not null,
     happened_at timestamptz not null,
     recorded_at timestamptz not null,
     system text not null,
     acting_user text not null,
     former_state text not null,
     state text not null,
     details jsonb not null,
     -- why, under the key of the case
     sealed_reason bytea,
     primary key (incident_id, version)
   )`,
  `create table responder (
     responder_id uuid primary key,
     incident_id uuid not null,
     kind text not null,
     unit text not null,
     home_hromada_code text not null,
     dispatched_at timestamptz not null,
     en_route_at timestamptz,
     on_scene_at timestamptz,
     left_at timestamptz,
     cancelled_at timestamptz
   )`,
  `create index responder_of_incident on responder (incident_id)`,
];
