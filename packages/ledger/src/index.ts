export { followLedger, ledgerHead, type Followed, type FollowEnd } from './api/follow-ledger.ts';
export { readLedgerChanges, type LedgerChanges } from './api/ledger-changes.ts';
export { listLostEvents, type LostEvent } from './api/lost-events.ts';
export { USUAL_SKIPPING, wantedEvents, type Sensitivity, type Skipping } from './api/wanted-events.ts';
export { consumedLedgers, ledgerProgress, type LedgerPosition } from './consumer/consumed-ledgers.ts';
export { CHECKPOINT_ROWS, readCheckpoint, type Reader } from './consumer/checkpoint.ts';
export { EventsForgotten, EventsWithheld } from './consumer/consumer-errors.ts';
export type { ConsumerOptions } from './consumer/consumer-options.ts';
export { startConsumer, type Consumer } from './consumer/consumer.ts';
export { effectsOf, on, type EventHandler, type OnOptions, type Received } from './consumer/event-handler.ts';
export type { LedgerSource, ReportedHead } from './consumer/ledger-source.ts';
export {
  countLetters,
  findLetter,
  listLetters,
  lockLetters,
  lockWaiting,
  markDiscarded,
  type DeadLetter,
  type LetterDecision,
  type LetterState,
} from './dead-letters/dead-letter-store.ts';
export { redriveLetters, type HandlerOf, type Redriven } from './dead-letters/redrive.ts';
export { appendEvents, PARTITION, recorded, type RecordedEvent } from './outbox/append.ts';
export type { PendingWrite, Committed } from './outbox/batch-transaction.ts';
export { batchWriter, type BatchWriter } from './outbox/batch-writer.ts';
export { beginEpoch, beginEpochOnce, LEDGER_EPOCH } from './outbox/epoch.ts';
export {
  recordedAnswers,
  requestKey,
  senderOf,
  wasRecorded,
  type DigestKeeper,
  type RequestKey,
  type Sender,
} from './outbox/idempotency-keys.ts';
export type { Operator } from './outbox/operator.ts';
export { LAST_POSITION, type LedgerHead } from './outbox/stored-event.ts';
export { createUnitOfWork, type RecordOutcome, type UnitOfWork } from './outbox/unit-of-work.ts';
export { createWakeup, type Wakeup } from './outbox/wakeup.ts';
export type { CompletedRebuild, CounterChange } from './rebuild/counter-change.ts';
export type { Effects, EffectsBesides, EffectsInPlace } from './rebuild/effects.ts';
export { completedRebuild, pendingRebuild, requestRebuild } from './rebuild/rebuild-requests.ts';
export { countQuarantined, quarantinedPositions } from './relay/quarantine.ts';
export type { RelayOptions, Running } from './relay/relay-options.ts';
export { startRelay } from './relay/relay.ts';
export type { ServerPolicy } from './relay/server-settings.ts';
export { forgetAnswers } from './retention/forget-answers.ts';
export { pruneLedger, type RetentionHold } from './retention/prune-ledger.ts';
export { CONSUMER_MIGRATIONS, LEDGER_MIGRATIONS, REQUEST_MIGRATIONS } from './tables/migrations.ts';
export { CONSUMER_RIGHTS, LEDGER_RIGHTS, REQUEST_RIGHTS } from './tables/rights.ts';
export { ownLedger, type OwnLedger } from './watch/ledger-tail.ts';
export { watchLedger, type WatchPlace, type WatchStep } from './watch/watch-ledger.ts';
