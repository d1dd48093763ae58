export { brokenUniqueConstraint, busyForMs, isOutOfRoom, isSchemaFault, isTransient } from './fault.ts';
export { DatabaseBusy } from './line.ts';
export { defineMigration, migrate, pendingMigrations } from './migrate.ts';
export { openDatabase, type Database, type DatabaseOptions } from './open.ts';
export { rows, toDate, toOptionalDate } from './rows.ts';
export type { SqlEntityManager as EntityManager } from '@mikro-orm/postgresql';
