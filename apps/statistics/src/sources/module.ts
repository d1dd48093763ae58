import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { DECLARATION_RIGHTS, DECLARATION_TABLES } from './declarations.store.ts';
import { SOURCE_COMMANDS } from './sources.commands.ts';
import { listSources } from './sources.queries.ts';

export { coverageOf, type Coverage, type Covering, type Reporting } from './coverage.ts';
export { type Matter } from './declaration.ts';
export { toCoverageMessage } from './source.mapping.ts';
export { readReporting } from './reporting.store.ts';

/** Who is declared to report what, where, and since when, and which figures are whole by that. */
export const sources: Module<unknown> = {
  name: 'sources',
  migrations: [defineMigration('2026-12-01-sources', DECLARATION_TABLES)],
  rights: DECLARATION_RIGHTS,
  start: () => ({ rpcs: [...SOURCE_COMMANDS, listSources] }),
};
