import type { Rights } from '@safe-community/database';

// What a service may do with the tables of `migrations.ts`, and what readers see: how far the service
// is, never the content of an event or an answer.

/**
 * An event is never changed. It can be deleted (`prune-ledger.ts`) when it is published and older than a day, whatever
 * the statement says.
 */
const PRUNABLE = `recorded_at < clock_timestamp() - interval '1 day'
  and position <= (select mark.position from ledger_mark mark where mark.partition = ledger_event.partition)`;

const PROGRESS = ['partition', 'position'];

/** For services that emit events. */
export const LEDGER_RIGHTS: Rights = {
  ledger_epoch: { update: true, reader: { columns: ['epoch', 'since', 'forked'] } },
  ledger_head: { update: ['position', 'epoch'], reader: { columns: PROGRESS } },
  ledger_event: { insert: true, delete: PRUNABLE },
  ledger_mark: { update: ['position'], reader: { columns: PROGRESS } },
  ledger_pruned: { update: ['position'], reader: { columns: PROGRESS } },
  ledger_set_aside: { insert: true, delete: true, reader: { columns: [...PROGRESS, 'reason', 'set_aside_at'] } },
  ledger_former_epoch: { insert: true, reader: { columns: ['epoch', 'since', 'ended_at', 'head'] } },
  ledger_lost_event: { insert: true },
};

/** For services with writes: an answer may be deleted, an id never. */
export const REQUEST_RIGHTS: Rights = {
  request_record: { insert: true, update: ['method', 'digest', 'response'] },
};

const DECISION = ['state', 'tries', 'tried_at', 'decided_at', 'caller', 'acting_user', 'decision_reason', 'reason'];

/** For services that consume events. */
export const CONSUMER_RIGHTS: Rights = {
  consumer_checkpoint: {
    insert: true,
    update: true,
    reader: { columns: ['consumer', 'producer', 'partition', 'epoch', 'position', 'redriven'] },
  },
  dead_letter: {
    insert: true,
    update: DECISION,
    reader: { columns: ['id', 'consumer', 'producer', 'partition', 'position', 'state', 'tries', 'buried_at'] },
  },
  consumer_rebuild: {
    insert: true,
    update: ['done_at', 'failure', 'changes'],
    reader: { columns: ['id', 'consumer', 'producer', 'partition', 'requested_at', 'done_at', 'failure'] },
  },
};
