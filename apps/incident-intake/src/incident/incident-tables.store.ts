/** Incidents with their history and responders, and who read what of sensitive ones. */
export const INCIDENT_TABLES: readonly string[] = [
  // Partitioned by the id, whose first 48 bits are the time of receipt (UUID version 7).
  `create table incident (
     incident_id uuid primary key,
     version integer not null default 1,
     state text not null,
     state_since timestamptz not null,
     -- When the state last changed, by the clock of the database: the times of steps may lie in the past, and a client
     -- that polls for changes would miss those.
     changed_at timestamptz not null default now(),
     category text not null,
     channel text not null,
     urgency text not null default 'normal',
     hromada_code text not null,
     -- whether the hromada follows from the point alone
     hromada_derived boolean not null default false,
     oblast_code text not null,
     starosta_district_code text not null,
     settlement_code text not null default '',
     occurred_at timestamptz not null,
     received_at timestamptz not null,
     on_scene_at timestamptz,
     -- all of them null until somebody states them
     killed integer,
     injured integer,
     children_killed integer,
     children_injured integer,
     defenders_killed integer,
     defenders_injured integer,
     responsible_officer_id uuid,
     source_system text,
     external_id text,
     -- reported as a test, or rejected as one
     is_test boolean not null default false,
     -- Never changes: a test stays one, no matter who takes the next step, and no such step may change a figure.
     reported_as_test boolean not null default false,
     latitude double precision,
     longitude double precision,
     -- of sensitive categories empty: sealed with the rest
     attributes jsonb not null default '{}',
     alerted jsonb not null default '[]',
     catalogue_revision integer not null default 0,
     reported_by text not null default '',
     acting_user text not null default '',
     -- what later events are counted by: codes only; none of sensitive categories
     counted_by jsonb,
     -- of the day of the receipt
     targets jsonb,
     -- What happened at a school, so that a withdrawn case is no longer counted as that: a code, and only of school safety.
     school_matter text,
     due_at timestamptz,
     escalation_level smallint not null default 0,
     merged_into uuid,
     state_before_merge text,
     erase_at timestamptz,
     legal_hold boolean not null default false,
     erased_at timestamptz,
     -- narrative, reporter and sensitive point, under a data key of the case
     key_id text,
     wrapped_key bytea,
     ciphertext bytea,
     -- A keyed digest of the reporter's phone number (docs/adr/0021); null without a number, and after erasure.
     reporter_phone bytea,
     -- Whether the digest was made. After a change of the key of digests, reports are decrypted for it, in portions.
     reporter_indexed boolean not null default false
   ) partition by range (incident_id)`,
  `create table incident_default partition of incident default`,
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
     -- Whether anyone may see it, if the category is published. The table has no category of its own.
     public_change boolean not null default false,
     -- of what was imported with its incident: see PUBLIC_TIME
     public_at timestamptz,
     primary key (incident_id, version)
   )`,
  `create table responder (
     responder_id uuid primary key,
     incident_id uuid not null,
     kind text not null,
     unit text not null,
     home_hromada_code text not null,
     -- of the crew, as far as they are known
     officer_ids uuid[] not null default '{}',
     dispatched_at timestamptz not null,
     en_route_at timestamptz,
     on_scene_at timestamptz,
     left_at timestamptz,
     cancelled_at timestamptz
   )`,
  // Needed by RESPONDERS_OF_MANY, respondersOf (responders.store.ts).
  `create index responder_of_incident on responder (incident_id)`,
  `create table sensitive_read (
     read_id uuid primary key,
     read_at timestamptz not null,
     system text not null,
     edrpou text not null,
     acting_user text not null,
     method text not null,
     incident_id uuid not null,
     -- the reason, under a key of its own
     key_id text not null,
     wrapped_key bytea not null,
     sealed_reason bytea not null
   )`,
  // Needed by readsStatement (sensitive-reads.store.ts).
  `create index sensitive_read_of_incident on sensitive_read (incident_id, read_id)`,
  // Needed by readsStatement (sensitive-reads.store.ts).
  `create index sensitive_read_by_system on sensitive_read (system, read_id)`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index sensitive_read_by_key on sensitive_read (key_id)`,
  `create function refuse_change_of_audit() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit of reads is written once';
   end $$`,
  `create trigger sensitive_read_written_once before delete or truncate on sensitive_read
     for each statement execute function refuse_change_of_audit()`,
  // The audit is append-only. The wrapping key of a reason may change, because it says nothing about who read what and
  // why. The trigger runs for each row, because only there can it compare old and new.
  `create function refuse_change_of_read() returns trigger language plpgsql as $$
   begin
     if to_jsonb(new) - array['key_id', 'wrapped_key'] is distinct from to_jsonb(old) - array['key_id', 'wrapped_key'] then
       raise exception 'the audit of reads is written once';
     end if;
     return new;
   end $$`,
  `create trigger sensitive_read_rewrapped_only before update on sensitive_read
     for each row execute function refuse_change_of_read()`,
];
