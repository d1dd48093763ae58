// The tables of every service with a ledger or a consumer. A service puts them into its own first migration, and
// later changes (`migrations.ts`) after its own; they are never joined with its own tables.

/** For services that emit events. */
export const LEDGER_TABLES: readonly string[] = [
  // One row: the epoch of the ledger. A restore from a backup begins a new one.
  `create table ledger_epoch (
     single boolean primary key default true check (single),
     epoch uuid not null default gen_random_uuid(),
     since timestamptz not null default now()
   )`,
  `insert into ledger_epoch default values`,
  // The head row of a partition assigns the positions, and its lock orders the commits.
  `create table ledger_head (
     partition smallint primary key,
     position bigint not null
   )`,
  `insert into ledger_head values (0, 0)`,
  `create table ledger_event (
     partition smallint not null,
     position bigint not null,
     event_id uuid not null,
     type text not null,
     subject text not null,
     recorded_at timestamptz not null,
     traceparent text not null,
     synthetic boolean not null,
     body bytea not null,
     primary key (partition, position)
   )`,
  // How far the relay has published; the only row that changes after a commit.
  `create table ledger_mark (
     partition smallint primary key,
     position bigint not null
   )`,
  `insert into ledger_mark values (0, 0)`,
];

/** For services with writes: the first answer to each request_id. */
export const REQUEST_TABLES: readonly string[] = [
  `create table request_record (
     caller text not null,
     request_id uuid not null,
     method text not null,
     digest bytea not null,
     response bytea not null,
     recorded_at timestamptz not null default now(),
     primary key (caller, request_id)
   )`,
];

/** For services that consume events. */
export const CONSUMER_TABLES: readonly string[] = [
  // Effects and checkpoint change in one transaction, so that each event counts once.
  `create table consumer_checkpoint (
     consumer text not null,
     producer text not null,
     partition smallint not null,
     epoch uuid,
     position bigint not null,
     stream_created text not null,
     stream_sequence bigint not null,
     primary key (consumer, producer, partition)
   )`,
  `create table dead_letter (
     id bigint generated always as identity primary key,
     consumer text not null,
     producer text not null,
     partition smallint not null,
     position bigint not null,
     type text not null,
     event_id text not null,
     reason text not null,
     body bytea not null,
     buried_at timestamptz not null default now()
   )`,
];
