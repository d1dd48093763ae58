/** Who read what of sensitive incidents, and why: written once. */
export const SENSITIVE_READ_TABLES: readonly string[] = [
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
  `create index sensitive_read_of_incident on sensitive_read (incident_id, read_id)`,
  `create index sensitive_read_by_system on sensitive_read (system, read_id)`,
  `create function refuse_change_of_audit() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit of reads is written once';
   end $$`,
  `create trigger sensitive_read_written_once before update or delete or truncate on sensitive_read
     for each statement execute function refuse_change_of_audit()`,
];
