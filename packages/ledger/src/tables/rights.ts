import type { Rights } from '@safe-community/database';

// What a service does with the tables of `tables.ts` and `migrations.ts`, and what others see of them: how far it is,
// and never what an event or an answer holds.

/**
 * An event is never changed, and goes when it is older than any policy lets it (`prune-ledger.ts`) and published:
 * whatever a statement says, younger ones stay.
 */
const PRUNABLE = `recorded_at < clock_timestamp() - interval '1 day'
  and position <= (select mark.position from ledger_mark mark where mark.partition = ledger_event.partition)`;

const WHERE_IT_IS = ['partition', 'position'];

/** For services that emit events. */
export const LEDGER_RIGHTS: Rights = {
  ledger_epoch: { update: true, reader: { columns: ['epoch', 'since', 'forked'] } },
  ledger_head: { update: ['position'], reader: { columns: WHERE_IT_IS } },
  ledger_event: { insert: true, delete: PRUNABLE },
  ledger_mark: { update: ['position'], reader: { columns: WHERE_IT_IS } },
  ledger_pruned: { update: ['position'], reader: { columns: WHERE_IT_IS } },
  ledger_set_aside: { insert: true, delete: true, reader: { columns: [...WHERE_IT_IS, 'reason', 'set_aside_at'] } },
  ledger_former_epoch: { insert: true, reader: { columns: ['epoch', 'since', 'ended_at', 'head'] } },
  ledger_lost_event: { insert: true },
};

/** For services with writes: an answer may be forgotten, an id never. */
export const REQUEST_RIGHTS: Rights = {
  request_record: { insert: true, update: ['method', 'digest', 'response'] },
};

const DECISION = ['state', 'tries', 'tried_at', 'decided_at', 'caller', 'acting_user', 'decision_reason', 'reason'];

/** For services that hear events. */
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
    update: ['done_at', 'failure'],
    reader: { columns: ['id', 'consumer', 'producer', 'partition', 'requested_at', 'done_at', 'failure'] },
  },
};
