export { escapeIdentifier, escapeLiteral } from 'pg';
export { columnOf, type ColumnType, type ColumnValue } from './column-of.ts';
export { earlierTime } from './earlier-time.ts';
export {
  brokenExclusionConstraint,
  brokenUniqueConstraint,
  busyForMs,
  isDivisionByZero,
  isOutOfRoom,
  isSchemaFault,
  isTransient,
} from './fault.ts';
export { inOneGo } from './in-one-go.ts';
export { inSnapshot } from './in-snapshot.ts';
export { INSTALLATION_KIND, OtherInstallation, requireInstallation } from './installation.ts';
export { keptWhileUnchanged } from './kept-while-unchanged.ts';
export { DatabaseBusy } from './pool-queue.ts';
export { defineMigration, migrate, pendingMigrations, type DefinedMigration } from './migrate.ts';
export { openDatabase, openForLongWork, type Database, type DatabaseOptions } from './open.ts';
export { prepared, type Prepared, type Step } from './prepared.ts';
export { readPrepared } from './read-prepared.ts';
export { readTogether } from './read-together.ts';
export { rightsProblems, type RightsProblem } from './rights-problems.ts';
export { tablesRebuiltFrom, type ReaderRights, type Rights, type TableRights } from './rights.ts';
export type { Roles } from './roles.ts';
export { rows, runStep, runSteps, toDate, toOptionalDate, type EntityManager, type Statement } from './rows.ts';
export { sqlPart, type SqlPart } from './sql-part.ts';
export { unnested, type Column, type Unnested } from './unnested.ts';
