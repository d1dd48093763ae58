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
];
