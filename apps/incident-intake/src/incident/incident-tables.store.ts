import { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';

/** The ledger, the incidents, and who is on which beat. */
export const FIRST_TABLES: readonly string[] = [
  ...LEDGER_TABLES,
  ...REQUEST_TABLES,
  ...CONSUMER_TABLES,
  // Partitioned by the id, whose first 48 bits are the time of receipt (UUID version 7).
  `create table incident (
       incident_id uuid primary key,
       state text not null,
       category text not null,
       channel text not null,
       hromada_code text not null,
       oblast_code text not null,
       starosta_district_code text not null,
       occurred_at timestamptz not null,
       received_at timestamptz not null,
       on_scene_at timestamptz,
       killed integer not null,
       injured integer not null,
       children_killed integer not null,
       children_injured integer not null,
       defenders_killed integer not null,
       defenders_injured integer not null,
       responsible_officer_id uuid,
       source_system text,
       external_id text,
       demonstration boolean not null,
       latitude double precision,
       longitude double precision,
       -- narrative, reporter and sensitive point, under a data key of the case
       key_id text,
       wrapped_key bytea,
       ciphertext bytea
     ) partition by range (incident_id)`,
  `create table incident_default partition of incident default`,
  // Dropped later.
  `create index incident_of_hromada on incident (hromada_code, incident_id)`,
  // Dropped later.
  `create index incident_unrouted on incident (incident_id) where responsible_officer_id is null`,
  `create table beat_officer (
       hromada_code text not null,
       district_code text not null,
       officer_id uuid not null,
       role text not null,
       active boolean not null,
       primary key (hromada_code, district_code, officer_id)
     )`,
  // Dropped later.
  `create index beat_officer_of_officer on beat_officer (officer_id)`,
  `create table listed_unit (
       code text primary key,
       oblast_code text not null
     )`,
];

/** The lifecycle of incidents: status, history, and responders. */
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
  // Needed by lockOverdue (routed-incidents.store.ts), newestLate (list-statement.store.ts).
  `create index incident_due on incident (due_at) where due_at is not null`,
  // Needed by lockDue (retention.store.ts).
  `create index incident_to_erase on incident (erase_at) where erase_at is not null and erased_at is null`,
  // Needed by MERGED_INTO_MANY, countDuplicates (merged-reports.store.ts).
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
  // Needed by RESPONDERS_OF_MANY, respondersOf (responders.store.ts).
  `create index responder_of_incident on responder (incident_id)`,
];

/** An incident of a load test stays one, no matter who takes the next step: no such step may change a figure. */
export const SYNTHETIC_COLUMN: readonly string[] = [
  `alter table incident add column synthetic boolean not null default false`,
];

/** What later events are counted by, and the targets of the day of the receipt; none in rows of earlier versions. */
export const COUNTED_COLUMNS: readonly string[] = [
  // counted_by: codes only; none of sensitive categories
  `alter table incident add column counted_by jsonb, add column targets jsonb`,
];

/** What happened at a school, so that a withdrawn case is no longer counted as that: a code, and only of school safety. */
export const SCHOOL_MATTER_COLUMN: readonly string[] = [`alter table incident add column school_matter text`];

/** The officers of a responder's crew, as far as they are known. */
export const CREW_COLUMN: readonly string[] = [
  `alter table responder add column officer_ids uuid[] not null default '{}'`,
];

/** A key rotation needs this to find rows under a previous key and to rewrap their data keys. */
export const KEY_ROTATION: readonly string[] = [
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index incident_by_key on incident (key_id) where key_id is not null`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index sensitive_read_by_key on sensitive_read (key_id)`,
  // The audit is append-only. The wrapping key of a reason may change, because it says nothing about who read what and
  // why. The trigger runs for each row, because only there can it compare old and new.
  `create function refuse_change_of_read() returns trigger language plpgsql as $$
   begin
     if to_jsonb(new) - array['key_id', 'wrapped_key'] is distinct from to_jsonb(old) - array['key_id', 'wrapped_key'] then
       raise exception 'the audit of reads is written once';
     end if;
     return new;
   end $$`,
  `drop trigger sensitive_read_written_once on sensitive_read`,
  `create trigger sensitive_read_written_once before delete or truncate on sensitive_read
     for each statement execute function refuse_change_of_audit()`,
  `create trigger sensitive_read_rewrapped_only before update on sensitive_read
     for each row execute function refuse_change_of_read()`,
];

/**
 * When the state last changed, by the clock of the database: the times of steps may lie in the past, and a client
 * that polls for changes would miss those.
 */
export const CHANGED_COLUMN: readonly string[] = [
  `alter table incident add column changed_at timestamptz`,
  // Apart, so that the rows before it keep none.
  `alter table incident alter column changed_at set default now()`,
];
