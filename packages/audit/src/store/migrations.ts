import { defineMigration } from '@safe-community/database';
import { AUDIT_TABLES } from './tables.ts';

/** Every service runs them after its own migrations. Never edit a released one: add another entry. */
export const AUDIT_MIGRATIONS = [
  defineMigration('2026-11-25-audit', AUDIT_TABLES),
  defineMigration('2026-11-27-audit-compact-indexes', [
    `drop index audit_entry_by_method, audit_entry_of_subject`,
    // A number instead of 60 to 80 bytes: an entry was larger in this index than anywhere else but in the table.
    // Needed by ofMethod (search-entries.ts).
    `create index audit_entry_by_method on audit_entry (hashtextextended(method, 0), sequence)`,
    // Of a UUID version 7, the first 13 characters are the time in milliseconds, so few ids share them, and the index
    // grows at its end.
    // Needed by concerning (search-entries.ts).
    `create index audit_entry_of_subject on audit_entry (left(subject_ids[1], 13), sequence)`,
  ]),
];
