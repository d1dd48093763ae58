import { defineMigration } from '@safe-community/database';
import { CATALOGUE_TABLES } from '../catalogue/catalogue-tables.store.ts';
import { COURSE_TABLES } from './course-tables.store.ts';
import { VIOLENCE_TABLES } from '../domestic-violence/violence-tables.store.ts';
import { FIRST_TABLES } from './first-tables.store.ts';
import { FOLLOW_UP_TABLES } from '../follow-up/additions.store.ts';
import { KEY_ROTATION } from './key-rotation-index.store.ts';
import { READING_INDEXES } from '../search/search-indexes.store.ts';
import { REPORTER_SEARCH } from '../search/reporter-index.store.ts';
import { REPORTING_COLUMNS } from '../reporting/reporting-columns.store.ts';
import { RETENTION_TABLES } from '../retention/retention-tables.store.ts';
import { ROUTING_TABLES } from '../routing/routing-tables.store.ts';
import { SANCTION_TABLES } from '../sanctions/outcomes.store.ts';
import { SENSITIVE_READ_TABLES } from './sensitive-read-tables.store.ts';
import { SYNTHETIC_COLUMN } from './synthetic-column.store.ts';

// A released migration is never edited: the next change is another entry.
export const MIGRATIONS = [
  defineMigration('2026-11-24-first', FIRST_TABLES),
  defineMigration('2026-11-24-course', COURSE_TABLES),
  defineMigration('2026-11-24-sensitive-reads', SENSITIVE_READ_TABLES),
  defineMigration('2026-11-24-sanctions', SANCTION_TABLES),
  defineMigration('2026-11-24-retention', RETENTION_TABLES),
  defineMigration('2026-11-24-reporting', REPORTING_COLUMNS),
  defineMigration('2026-11-24-routing', ROUTING_TABLES),
  defineMigration('2026-11-24-catalogue', CATALOGUE_TABLES),
  defineMigration('2026-11-24-reading', READING_INDEXES),
  defineMigration('2026-11-24-follow-up', FOLLOW_UP_TABLES),
  defineMigration('2026-11-24-domestic-violence', VIOLENCE_TABLES),
  defineMigration('2026-11-24-synthetic', SYNTHETIC_COLUMN),
  defineMigration('2026-11-25-key-rotation', KEY_ROTATION),
  defineMigration('2026-11-25-reporter-search', REPORTER_SEARCH),
];
