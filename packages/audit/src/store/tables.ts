import { defineMigration } from '@safe-community/database';

// These tables are append-only: the role of the service has SELECT and INSERT, and a trigger rejects everything else from
// anyone who may not disable triggers.

/** Any number, as long as all replicas of all versions use the same one. */
export const CHAIN_LOCK = 4_801_290;

const WRITTEN_ONCE = ['audit_entry', 'audit_link', 'audit_checkpoint'];

const TABLES: readonly string[] = [
  `create table audit_entry (
     sequence bigint primary key,
     occurred_at timestamptz not null,
     kind text not null,
     system text not null,
     edrpou text not null,
     acting_user text not null,
     purpose text not null,
     method text not null,
     request_id uuid,
     subject_ids text[] not null,
     refusal text not null,
     times int not null,
     reason_digest bytea not null,
     digest bytea not null
   )`,
  `create table audit_link (
     first_sequence bigint primary key,
     last_sequence bigint not null,
     recorded_at timestamptz not null,
     previous_hash bytea not null,
     digest bytea not null,
     hash bytea not null
   )`,
  `create table audit_checkpoint (
     sequence bigint primary key,
     hash bytea not null,
     signed_at timestamptz not null,
     key_id text not null,
     public_key bytea not null,
     signature bytea not null
   )`,
  // For searches, newest first. Each index grows at its end, or at one place per system, so writes are cheap.
  // Needed by searchEntries (search-entries.ts).
  `create index audit_entry_by_system on audit_entry (system, sequence)`,
  // A number instead of 60 to 80 bytes: an entry was larger in this index than anywhere else but in the table.
  // Needed by ofMethod (search-entries.ts).
  `create index audit_entry_by_method on audit_entry (hashtextextended(method, 0), sequence)`,
  // Needed by searchEntries (search-entries.ts).
  `create index audit_entry_by_person on audit_entry (acting_user, sequence) where acting_user <> ''`,
  // Needed by searchEntries (search-entries.ts).
  `create index audit_entry_not_write on audit_entry (kind, sequence) where kind <> 'write'`,
  // Of a UUID version 7, the first 13 characters are the time in milliseconds, so few ids share them, and the index
  // grows at its end.
  // Needed by concerning (search-entries.ts).
  `create index audit_entry_of_subject on audit_entry (left(subject_ids[1], 13), sequence)`,
  // Few entries have more than one subject.
  // Needed by concerning (search-entries.ts).
  `create index audit_entry_of_subjects on audit_entry using gin (subject_ids) where cardinality(subject_ids) > 1`,
  // Needed by within (search-entries.ts).
  `create index audit_link_recorded on audit_link (recorded_at)`,
  `create function refuse_change_of_audit_log() returns trigger language plpgsql as $$
   begin
     raise exception 'the audit log is written once';
   end $$`,
  ...WRITTEN_ONCE.map(
    (table) =>
      `create trigger ${table}_written_once before update or delete or truncate on ${table}
         for each statement execute function refuse_change_of_audit_log()`,
  ),
  // Within a function, each statement sees what was committed before it began, so the last link is read after the lock
  // is held: one round trip does both. If commits do not wait for the disk, this one does.
  `create function audit_append(
     occurred_ats timestamptz[], kinds text[], systems text[], edrpous text[], acting_users text[], purposes text[],
     methods text[], request_ids uuid[], subjects text[], refusals text[], counts int[], reason_digests bytea[],
     digests bytea[], whole bytea
   ) returns bigint language plpgsql as $$
   declare
     former_sequence bigint;
     former_hash bytea;
     former_at timestamptz;
     entries int := cardinality(kinds);
     at timestamptz;
   begin
     perform pg_advisory_xact_lock(${CHAIN_LOCK});
     if current_setting('synchronous_commit') = 'off' then
       perform set_config('synchronous_commit', 'on', true);
     end if;
     select last_sequence, hash, recorded_at into former_sequence, former_hash, former_at
       from audit_link order by first_sequence desc limit 1;
     if not found then
       former_sequence := 0;
       former_hash := decode(repeat('00', 32), 'hex');
     end if;
     at := greatest(date_trunc('milliseconds', clock_timestamp()), former_at);
     insert into audit_link (first_sequence, last_sequence, recorded_at, previous_hash, digest, hash)
     values (former_sequence + 1, former_sequence + entries, at, former_hash, whole,
       sha256(convert_to(concat_ws(' ', 'audit-link/1', encode(former_hash, 'hex'), former_sequence + 1,
         former_sequence + entries, (extract(epoch from at) * 1000)::bigint, encode(whole, 'hex')), 'UTF8')));
     insert into audit_entry (sequence, occurred_at, kind, system, edrpou, acting_user, purpose, method, request_id,
       subject_ids, refusal, times, reason_digest, digest)
     select former_sequence + e.ord, e.occurred_at, e.kind, e.system, e.edrpou, e.acting_user, e.purpose, e.method,
       e.request_id, coalesce(string_to_array(nullif(e.subject, ''), ' '), '{}'), e.refusal, e.times, e.reason_digest, e.digest
     from unnest(occurred_ats, kinds, systems, edrpous, acting_users, purposes, methods, request_ids, subjects, refusals,
       counts, reason_digests, digests) with ordinality as e (occurred_at, kind, system, edrpou, acting_user, purpose,
       method, request_id, subject, refusal, times, reason_digest, digest, ord);
     return former_sequence + 1;
   end $$`,
];

/** Every service has them. */
export const AUDIT_MIGRATIONS = [defineMigration('2026-12-01-audit', TABLES)];
