export { knownConsumers, type KnownConsumer, type KnownConsumers } from './api/applied-by-consumers.ts';
export { appendEvents, recorded, PARTITION, type RecordedEvent } from './append.ts';
export { askHead } from './api/ask-head.ts';
export { readCheckpoint } from './checkpoint.ts';
export { beginEpochOnce, type BegunEpoch } from './begin-epoch.ts';
export { claimAll, type Claim, type Claimant } from './claim-all.ts';
export { consumerService, type ConsumerPorts } from './api/consumer-service.ts';
export { startConsumer, type Consumer } from './consumer.ts';
export type { ConsumerOptions } from './consumer-options.ts';
export { deadLetterService } from './api/dead-letter-service.ts';
export { on, type EventHandler, type Received } from './event-handler.ts';
export { EventsForgotten } from './events-forgotten.ts';
export { followLedger, ledgerHead, type Followed, type FollowEnd } from './follow-ledger.ts';
export { forgetAnswers } from './forget-answers.ts';
export { GroupCommit, type GroupCommitOptions } from './group-commit.ts';
export type { Committed, GroupedWrite } from './grouped-write.ts';
export { groupedWrites, type GroupedWrites } from './grouped-writes.ts';
export { ledgerOperatorService, type LedgerOperatorPorts } from './api/ledger-operator-service.ts';
export type { Sensitivity } from './api/ledger-event-message.ts';
export { ledgerService } from './api/ledger-service.ts';
export { ledgerSource } from './api/ledger-source.ts';
export type { LedgerSource, ToldHead } from './ledger-source.ts';
export { CONSUMER_MIGRATIONS, LEDGER_MIGRATIONS, REQUEST_MIGRATIONS } from './migrations.ts';
export { pruneLedger, type Holding, type PruningOptions } from './prune-ledger.ts';
export type { HandlerOf } from './redrive.ts';
export type { RelayOptions, Running } from './relay-options.ts';
export { startRelay } from './relay.ts';
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
} from './request-record.ts';
export { CONSUMER_RIGHTS, LEDGER_RIGHTS, REQUEST_RIGHTS } from './rights.ts';
export type { ServerPolicy } from './server-settings.ts';
export type { LedgerHead } from './stored-event.ts';
export { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from './tables.ts';
export {
  createUnitOfWork,
  type AnswerCodec,
  type Outcome,
  type RecordOutcome,
  type UnitOfWork,
} from './unit-of-work.ts';
export { createWakeup, type Wakeup } from './wakeup.ts';
