import type { Module } from '@safe-community/service-kit';
import { OFFICER_STATE_EVENTS } from './officer-states.events.ts';
import { OFFICER_STATE_MIGRATIONS, OFFICER_STATE_RIGHTS } from './officer-states.store.ts';

export { toOfficerState } from './officer-state.mapping.ts';
export type { OfficerState } from './officer-state.ts';

/** The states of officers. Beats and patrol decide which of them count. */
export const officerStates: Module<unknown> = {
  name: 'officer-states',
  migrations: OFFICER_STATE_MIGRATIONS,
  rights: OFFICER_STATE_RIGHTS,
  start: () => ({ subscriptions: [OFFICER_STATE_EVENTS] }),
};
