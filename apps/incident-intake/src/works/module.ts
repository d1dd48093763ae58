import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import type { ReadAudit } from '../incident/module.ts';
import { WORKS_COMMANDS, type WorksShared } from './works.commands.ts';
import { WORKS_QUERIES } from './works.queries.ts';
import { WORKS_RIGHTS, WORKS_TABLES } from './works.store.ts';

/** How community works and socially useful works are executed, from the lists of councils to their end. */
export const works: Module<WorksShared & ReadAudit> = {
  name: 'works',
  migrations: [defineMigration('2026-12-01-works', WORKS_TABLES)],
  rights: WORKS_RIGHTS,
  start: (shared) => ({ rpcs: provide(shared, [...WORKS_COMMANDS, ...WORKS_QUERIES]) }),
};
