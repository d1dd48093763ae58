import { defineMigration } from '@safe-community/database';
import { AUDIT_TABLES } from './tables.ts';

/** For every service, after its own migrations. A released one is never edited: the next change is another entry. */
export const AUDIT_MIGRATIONS = [defineMigration('2026-11-25-audit', AUDIT_TABLES)];
