import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import type { ReadPorts } from '../incident/module.ts';
import { worksCommands, type WorksShared } from './works.commands.ts';
import { worksQueries } from './works.queries.ts';
import { WORKS_RIGHTS, WORKS_TABLES } from './works.store.ts';

/** How community works and socially useful works are executed, from the lists of councils to their end. */
export const works: Module<WorksShared & ReadPorts> = {
  name: 'works',
  migrations: [defineMigration('2026-12-01-works', WORKS_TABLES)],
  rights: WORKS_RIGHTS,
  start: (shared) => ({ rpcs: [...worksCommands(shared), ...worksQueries(shared)] }),
};
