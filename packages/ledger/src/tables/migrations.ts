import { defineMigration } from '@safe-community/database';

// Changes to the tables of `tables.ts`. A service puts these after its own migrations.

/** For services that emit events. */
export const LEDGER_MIGRATIONS = [
  defineMigration('2026-11-24-ledger-set-aside', [
    // Quarantined events, which the broker does not accept. Few or none.
    `create table ledger_set_aside (
       partition smallint not null,
       position bigint not null,
       reason text not null,
       set_aside_at timestamptz not null default now(),
       primary key (partition, position)
     )`,
  ]),
  defineMigration('2026-11-24-ledger-pruned', [
    // Up to which position events are pruned. Not in the row of the mark, which the relay changes all the time.
    `create table ledger_pruned (
       partition smallint primary key,
       position bigint not null
     )`,
    `insert into ledger_pruned values (0, 0)`,
    // Written at one end and pruned at the other: by default a vacuum waits until a fifth of the table is dead.
    `alter table ledger_event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000)`,
  ]),
  defineMigration('2026-11-25-ledger-epochs', [
    // Whether the stream holds events that the ledger does not have: then nothing is published until a new epoch begins.
    `alter table ledger_epoch add column forked boolean not null default false`,
    // Who ended the epoch, when and why.
    `create table ledger_former_epoch (
       epoch uuid primary key,
       since timestamptz not null,
       ended_at timestamptz not null default now(),
       head bigint not null,
       caller text not null,
       acting_user text not null,
       reason text not null
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
       synthetic boolean not null,
       body bytea not null,
       unique (epoch, partition, position)
     )`,
  ]),
  defineMigration('2026-11-27-ledger-head-epoch', [
    // In the row that orders the commits, so that each of them learns the epoch of its positions.
    `alter table ledger_head add column epoch uuid`,
    `update ledger_head set epoch = (select epoch from ledger_epoch)`,
    `alter table ledger_head alter column epoch set not null`,
  ]),
];

/** For services with writes. */
export const REQUEST_MIGRATIONS = [
  defineMigration('2026-11-24-request-answers', [
    // Answers that may be deleted, by age: of calls only, and not deleted yet.
    // Needed by forgetAnswers (forget-answers.ts).
    `create index request_record_answered on request_record (recorded_at) where left(method, 1) = '/'`,
  ]),
];

/** For services that consume events. */
export const CONSUMER_MIGRATIONS = [
  defineMigration('2026-11-24-consumer-dead-letters', [
    // Older letters lack the rest of the envelope, of which handlers use little.
    `alter table dead_letter
       add column epoch uuid,
       add column subject text not null default '',
       add column recorded_at timestamptz not null default now(),
       add column traceparent text not null default '',
       add column synthetic boolean not null default false,
       add column state text not null default 'waiting' check (state in ('waiting', 'redriven', 'discarded')),
       add column tries int not null default 1,
       add column tried_at timestamptz not null default now(),
       add column decided_at timestamptz,
       add column caller text not null default '',
       add column acting_user text not null default '',
       add column decision_reason text not null default ''`,
    // Needed by lockWaiting (dead-letter-store.ts).
    `create index dead_letter_waiting on dead_letter (type, id) where state = 'waiting'`,
    // Grows with each redrive, so that other replicas refresh what they keep in memory.
    `alter table consumer_checkpoint add column redriven bigint not null default 0`,
  ]),
  defineMigration('2026-11-25-consumer-epochs', [
    // The event at the position: a ledger with another event there is not the one that was consumed. Null until the
    // next batch.
    `alter table consumer_checkpoint add column event_id uuid`,
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
       failure text not null default ''
     )`,
    // Needed by pendingRebuild (rebuild-requests.ts).
    `create index consumer_rebuild_pending on consumer_rebuild (producer, id) where done_at is null`,
  ]),
  defineMigration('2026-11-29-rebuild-changes', [
    // What a rebuild has changed (CounterChange); null where nothing was compared.
    'alter table consumer_rebuild add column changes json',
  ]),
];
