export type { Job } from './run-jobs.ts';
export { runMigrations } from './run-migrations.ts';
export { runService, STOP_WITHIN_MS } from './run-service.ts';
export { readServiceConfig, type ServiceConfig } from './service-config.ts';
export type { ConsumedService } from './service-parts.ts';
export { startService, type RunningService } from './start-service.ts';
