import { defineMigration } from '@safe-community/database';
import { AUDIT_TABLES } from './tables.ts';

/** Every service runs them after its own migrations. Never edit a released one: add another entry. */
export const AUDIT_MIGRATIONS = [defineMigration('2026-11-25-audit', AUDIT_TABLES)];
