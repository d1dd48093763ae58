import { provide, type Module } from '@safe-community/service-kit';
import type { ReadAudit } from '../incident/module.ts';
import { listIncidentHistory } from './history.queries.ts';
import { LIFECYCLE_COMMANDS, type LifecycleShared } from './lifecycle.commands.ts';

/** The steps of an incident from triage to its end, and its history. */
export const lifecycle: Module<LifecycleShared & ReadAudit> = {
  name: 'lifecycle',
  start: (shared) => ({ rpcs: provide(shared, [...LIFECYCLE_COMMANDS, listIncidentHistory]) }),
};
