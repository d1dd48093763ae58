import { defineMigration } from '@safe-community/database';

// The tables of every service with a ledger or a consumer. They are never joined with its own tables.

/** For services that emit events. */
export const LEDGER_MIGRATIONS = [
  defineMigration('2026-12-01-ledger', [
    // One row: the epoch of the ledger. A restore from a backup begins a new one.
    `create table ledger_epoch (
       single boolean primary key default true check (single),
       epoch uuid not null default gen_random_uuid(),
       since timestamptz not null default now(),
       -- Whether the stream holds events that the ledger does not have: then nothing is published until a new epoch begins.
       forked boolean not null default false
     )`,
    `insert into ledger_epoch default values`,
    // Who ended an epoch, when and why.
    `create table ledger_former_epoch (
       epoch uuid primary key,
       since timestamptz not null,
       ended_at timestamptz not null default now(),
       head bigint not null,
       caller text not null,
       acting_user text not null,
       reason text not null
     )`,
    // The head row of a partition assigns the positions, and its lock orders the commits: each commit learns the epoch of
    // its positions here.
    `create table ledger_head (
       partition smallint primary key,
       position bigint not null,
       epoch uuid not null
     )`,
    `insert into ledger_head select 0, 0, epoch from ledger_epoch`,
    `create table ledger_event (
       partition smallint not null,
       position bigint not null,
       event_id uuid not null,
       type text not null,
       subject text not null,
       recorded_at timestamptz not null,
       traceparent text not null,
       is_test boolean not null,
       body bytea not null,
       primary key (partition, position)
     )
     -- Written at one end and pruned at the other: by default a vacuum waits until a fifth of the table is dead.
     with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000)`,
    // How far the relay has published; the only row that changes after a commit.
    `create table ledger_mark (
       partition smallint primary key,
       position bigint not null
     )`,
    `insert into ledger_mark values (0, 0)`,
    // Up to which position events are pruned. Not in the row of the mark, which the relay changes all the time.
    `create table ledger_pruned (
       partition smallint primary key,
       position bigint not null
     )`,
    `insert into ledger_pruned values (0, 0)`,
    // Quarantined events, which the broker does not accept. Few or none.
    `create table ledger_set_aside (
       partition smallint not null,
       position bigint not null,
       reason text not null,
       set_aside_at timestamptz not null default now(),
       primary key (partition, position)
     )`,
    // Events that the stream held and the restored ledger does not have.
    `create table ledger_lost_event (
       id bigint generated always as identity primary key,
       epoch uuid not null,
       partition smallint not null,
       position bigint not null,
       event_id uuid not null,
       type text not null,
       subject text not null,
       recorded_at timestamptz not null,
       traceparent text not null,
       is_test boolean not null,
       body bytea not null,
       unique (epoch, partition, position)
     )`,
  ]),
];

/** For services with writes: the first answer to each request_id. */
export const REQUEST_MIGRATIONS = [
  defineMigration('2026-12-01-request-answers', [
    `create table request_record (
       caller text not null,
       request_id uuid not null,
       method text not null,
       digest bytea not null,
       response bytea not null,
       recorded_at timestamptz not null default now(),
       primary key (caller, request_id)
     )`,
    // Answers that may be deleted, by age: of calls only, and not deleted yet.
    // Needed by forgetAnswers (forget-answers.ts).
    `create index request_record_answered on request_record (recorded_at) where left(method, 1) = '/'`,
  ]),
];

/** For services that consume events. */
export const CONSUMER_MIGRATIONS = [
  defineMigration('2026-12-01-consumer', [
    // Effects and checkpoint change in one transaction, so that each event counts once.
    `create table consumer_checkpoint (
       consumer text not null,
       producer text not null,
       partition smallint not null,
       epoch uuid,
       position bigint not null,
       -- The event at the position: a ledger with another event there is not the one that was consumed. Null until the
       -- first batch.
       event_id uuid,
       stream_created text not null,
       stream_sequence bigint not null,
       -- Grows with each redrive, so that other replicas refresh what they keep in memory.
       redriven bigint not null default 0,
       primary key (consumer, producer, partition)
     )`,
    `create table dead_letter (
       id bigint generated always as identity primary key,
       consumer text not null,
       producer text not null,
       partition smallint not null,
       position bigint not null,
       epoch uuid not null,
       type text not null,
       event_id text not null,
       subject text not null,
       recorded_at timestamptz not null,
       traceparent text not null,
       is_test boolean not null,
       body bytea not null,
       reason text not null,
       buried_at timestamptz not null default now(),
       state text not null default 'waiting' check (state in ('waiting', 'redriven', 'discarded')),
       tries int not null default 1,
       tried_at timestamptz not null default now(),
       decided_at timestamptz,
       caller text not null default '',
       acting_user text not null default '',
       decision_reason text not null default ''
     )`,
    // Needed by lockWaiting (dead-letter-store.ts).
    `create index dead_letter_waiting on dead_letter (type, id) where state = 'waiting'`,
    `create table consumer_rebuild (
       id bigint generated always as identity primary key,
       consumer text not null,
       producer text not null,
       partition smallint not null,
       requested_at timestamptz not null default now(),
       caller text not null,
       acting_user text not null,
       reason text not null,
       done_at timestamptz,
       -- Why it was not carried out; empty when it was.
       failure text not null default '',
       -- What a rebuild has changed (CounterChange); null where nothing was compared.
       changes json
     )`,
    // Needed by pendingRebuild (rebuild-requests.ts).
    `create index consumer_rebuild_pending on consumer_rebuild (producer, id) where done_at is null`,
  ]),
];
