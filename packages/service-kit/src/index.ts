export {
  ENCRYPTED_READS,
  readDigests,
  readRecorder,
  RECORDED_READ_RIGHTS,
  RECORDED_READ_TABLES,
  type ReadRecorder,
  recordRead,
} from './recorded-reads.ts';
export { onProgress } from './on-progress.ts';
export { JobBlocked, type Job } from './run-jobs.ts';
export { runMigrations } from './run-migrations.ts';
export { runService, STOP_WITHIN_MS } from './run-service.ts';
export { readServiceConfig, type ServiceConfig } from './service-config.ts';
export type { ConsumedService } from './service-parts.ts';
export { startService, type RunningService } from './start-service.ts';
export { BatchWriters, type BatchStore } from './module/batch-writers.ts';
export { command, type Command, type DeclaredWrite } from './module/command.ts';
export type { WriteRequest } from './module/write-steps.ts';
export { eraseDue, erasureJob, type Erasure } from './module/erasure.ts';
export { createRuntime } from './module/create-runtime.ts';
export {
  fitting,
  importRows,
  importSourceOf,
  KNOWN_OTHERWISE,
  misplaced,
  nextMessage,
  type ImportAccount,
  type ImportSource,
} from './module/import-rows.ts';
export { importCommand, type ImportDeclaration } from './module/import-command.ts';
export type { Module, ModuleParts, Subscription } from './module/module.ts';
export { listImported } from './module/list-imported.ts';
export { noteWrites, type NotedWrites } from './module/noted-writes.ts';
export { given, provide } from './module/given.ts';
export { query } from './module/query.ts';
export { streamQuery } from './module/stream-query.ts';
export { stream, unary, type Bound, type Rpc, type Runtime, type UnaryMethod } from './module/rpc.ts';
export { importedId, importKey, ROW_ANSWER, updateKey } from './module/row-key.ts';
export type { Asked, Called, Deciding, Loading, Parsing, Reading, SavedAs, Saving, Write } from './module/steps.ts';
export { refuseOutside } from './module/refuse-outside.ts';
export { refuseUnnamed } from './module/refuse-unnamed.ts';
export { servedServices } from './module/served-services.ts';
export { encryptedTablesOf, serviceDatabase } from './module/service-database.ts';
export { consumedServices, startModules, type Producer, type ServiceOptions } from './module/start-modules.ts';
export { systemClock } from './module/system-clock.ts';
export { readWatchToken, watchTokenOf } from './module/watch-token.ts';
export type { EncryptedTable } from './keys/encrypted-table.ts';
