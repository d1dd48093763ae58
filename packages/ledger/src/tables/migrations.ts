import { defineMigration } from '@safe-community/database';

// What changed in the tables of `tables.ts` since they were first made. A service takes these after its own.

/** For services that emit events. */
export const LEDGER_MIGRATIONS = [
  defineMigration('2026-11-24-ledger-set-aside', [
    // Events that the broker does not take. Few or none, ever.
    `create table ledger_set_aside (
       partition smallint not null,
       position bigint not null,
       reason text not null,
       set_aside_at timestamptz not null default now(),
       primary key (partition, position)
     )`,
  ]),
  defineMigration('2026-11-24-ledger-pruned', [
    // Up to which position events are no longer kept. Not in the mark's row, which the relay keeps changing.
    `create table ledger_pruned (
       partition smallint primary key,
       position bigint not null
     )`,
    `insert into ledger_pruned values (0, 0)`,
    // Written at one end and pruned at the other: by default a vacuum comes only when a fifth of the table is dead.
    `alter table ledger_event set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000)`,
  ]),
  defineMigration('2026-11-25-ledger-epochs', [
    // Whether the stream holds what the ledger does not know: then nothing is published until another epoch begins.
    `alter table ledger_epoch add column forked boolean not null default false`,
    // Who began the next one, when and why.
    `create table ledger_former_epoch (
       epoch uuid primary key,
       since timestamptz not null,
       ended_at timestamptz not null default now(),
       head bigint not null,
       caller text not null,
       acting_user text not null,
       reason text not null
     )`,
    // What the stream held and the restored ledger does not.
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
];

/** For services with writes. */
export const REQUEST_MIGRATIONS = [
  defineMigration('2026-11-24-request-answers', [
    // What may be forgotten, by age: without what is no call, and without what is forgotten already.
    `create index request_record_answered on request_record (recorded_at) where left(method, 1) = '/'`,
  ]),
];

/** For services that hear events. */
export const CONSUMER_MIGRATIONS = [
  defineMigration('2026-11-24-consumer-dead-letters', [
    // Letters of before lack what only their envelope held: handlers read little of it.
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
    `create index dead_letter_waiting on dead_letter (type, id) where state = 'waiting'`,
    // Grows with each redrive: other replicas see by it that what they keep in memory is out of date.
    `alter table consumer_checkpoint add column redriven bigint not null default 0`,
  ]),
  defineMigration('2026-11-25-consumer-epochs', [
    // The event at the position: a ledger that has another one there is not the one that was heard. Until the next
    // step nobody knows it.
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
    `create index consumer_rebuild_pending on consumer_rebuild (producer, id) where done_at is null`,
  ]),
];
