import type { Module } from '@safe-community/service-kit';
import type { ReadPorts } from '../incident/module.ts';
import { listIncidentHistory } from './history.queries.ts';
import { lifecycleCommands, type LifecycleShared } from './lifecycle.commands.ts';

/** The steps of an incident from triage to its end, and its history. */
export const lifecycle: Module<LifecycleShared & ReadPorts> = {
  name: 'lifecycle',
  start: (shared) => ({ rpcs: [...lifecycleCommands(shared), listIncidentHistory(shared.keyring, shared)] }),
};
