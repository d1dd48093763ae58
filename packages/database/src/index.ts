export { escapeIdentifier, escapeLiteral } from 'pg';
export { brokenUniqueConstraint, busyForMs, isOutOfRoom, isSchemaFault, isTransient } from './fault.ts';
export { DatabaseBusy } from './line.ts';
export { defineMigration, migrate, pendingMigrations } from './migrate.ts';
export { openDatabase, type Database, type DatabaseOptions } from './open.ts';
export { rightsProblems, type RightsProblem } from './rights-problems.ts';
export type { ReaderRights, Rights, TableRights } from './rights.ts';
export type { Roles } from './roles.ts';
export { rows, toDate, toOptionalDate, type EntityManager } from './rows.ts';
