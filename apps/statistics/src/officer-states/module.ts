import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { OFFICER_STATE_EVENTS } from './officer-states.events.ts';
import { STAGE_RIGHTS, STAGE_TABLES } from './stages.store.ts';
import { OFFICER_STATE_RIGHTS, OFFICER_STATE_TABLES } from './officer-states.store.ts';

export { toOfficerState } from './officer-state.mapping.ts';
export type { OfficerKind, OfficerState } from './officer-state.ts';
export { STATE_ROWS } from './officer-states.store.ts';
export { countStages } from './stages.store.ts';

/** The states of officers. Beats and patrol decide which of them count. */
export const officerStates: Module<unknown> = {
  name: 'officer-states',
  migrations: [defineMigration('2026-12-01-officer-states', [...OFFICER_STATE_TABLES, ...STAGE_TABLES])],
  rights: { ...OFFICER_STATE_RIGHTS, ...STAGE_RIGHTS },
  start: () => ({ subscriptions: [OFFICER_STATE_EVENTS] }),
};
