import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import type { IncidentSteps, ReadAudit } from '../incident/module.ts';
import { SANCTION_RIGHTS, SANCTION_TABLES } from './outcomes.store.ts';
import { SANCTION_COMMANDS } from './sanctions.commands.ts';
import { listOutcomes } from './sanctions.queries.ts';

export { eraseOutcomes, findWorks, type ImposedWorks } from './outcomes.store.ts';

/** The legal outcomes of cases: protocols, register entries and sanctions. */
export const sanctions: Module<IncidentSteps & ReadAudit> = {
  name: 'sanctions',
  migrations: [defineMigration('2026-12-01-sanctions', SANCTION_TABLES)],
  rights: SANCTION_RIGHTS,
  start: (shared) => ({ rpcs: provide(shared, [...SANCTION_COMMANDS, listOutcomes]) }),
};
