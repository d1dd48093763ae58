import type { Module } from '@safe-community/service-kit';
import type { IncidentSteps, ReadPorts } from '../incident/module.ts';
import { SANCTION_RIGHTS } from './outcomes.store.ts';
import { sanctionCommands } from './sanctions.commands.ts';
import { listOutcomes } from './sanctions.queries.ts';

/** How cases ended before the law: protocols, register entries and works. */
export const sanctions: Module<IncidentSteps & ReadPorts> = {
  name: 'sanctions',
  rights: SANCTION_RIGHTS,
  start: (shared) => ({ rpcs: [...sanctionCommands(shared), listOutcomes(shared.keyring, shared)] }),
};
