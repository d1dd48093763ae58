export { knownConsumers, type KnownConsumer, type KnownConsumers } from './api/applied-by-consumers.ts';
export { appendEvents, recorded, PARTITION, type RecordedEvent } from './outbox/append.ts';
export { askHead } from './api/ask-head.ts';
export { readCheckpoint } from './consumer/checkpoint.ts';
export { beginEpochOnce, type BegunEpoch } from './outbox/epoch.ts';
export { claimAll, type Claim, type Claimant } from './outbox/idempotency-keys.ts';
export { consumerService, type ConsumerPorts } from './api/consumer-service.ts';
export { startConsumer, type Consumer } from './consumer/consumer.ts';
export type { ConsumerOptions } from './consumer/consumer-options.ts';
export { deadLetterService } from './api/dead-letter-service.ts';
export { on, type EventHandler, type Received } from './consumer/event-handler.ts';
export { EventsForgotten } from './consumer/consumer-errors.ts';
export { followLedger, ledgerHead, type Followed, type FollowEnd } from './api/follow-ledger.ts';
export { forgetAnswers } from './retention/forget-answers.ts';
export { GroupCommit, type GroupCommitOptions } from './outbox/batch-queue.ts';
export type { Committed, GroupedWrite } from './outbox/batch-transaction.ts';
export { groupedWrites, type GroupedWrites } from './outbox/batch-writer.ts';
export { ledgerOperatorService, type LedgerOperatorPorts } from './api/ledger-operator-service.ts';
export type { Sensitivity } from './api/ledger-event-message.ts';
export { ledgerService } from './api/ledger-service.ts';
export { ledgerSource } from './api/ledger-source.ts';
export type { LedgerSource, ToldHead } from './consumer/ledger-source.ts';
export { CONSUMER_MIGRATIONS, LEDGER_MIGRATIONS, REQUEST_MIGRATIONS } from './tables/migrations.ts';
export { pruneLedger, type Holding, type PruningOptions } from './retention/prune-ledger.ts';
export type { HandlerOf } from './dead-letters/redrive.ts';
export type { RelayOptions, Running } from './relay/relay-options.ts';
export { startRelay } from './relay/relay.ts';
export {
  recall,
  recordedAnswers,
  requestIdReused,
  requestKey,
  senderOf,
  wasRecorded,
  type DigestKeeper,
  type RequestKey,
  type Sender,
} from './outbox/idempotency-keys.ts';
export { CONSUMER_RIGHTS, LEDGER_RIGHTS, REQUEST_RIGHTS } from './tables/rights.ts';
export type { ServerPolicy } from './relay/server-settings.ts';
export type { LedgerHead } from './outbox/stored-event.ts';
export { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from './tables/tables.ts';
export {
  createUnitOfWork,
  type AnswerCodec,
  type Outcome,
  type RecordOutcome,
  type UnitOfWork,
} from './outbox/unit-of-work.ts';
export { createWakeup, type Wakeup } from './outbox/wakeup.ts';
