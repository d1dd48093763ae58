import type { Module } from '@safe-community/service-kit';
import { PATROL_EVENTS } from './patrol.events.ts';
import { PATROL_RIGHTS } from './patrol.store.ts';

export { ON_DUTY_STRENGTH } from './patrol-officer.ts';
export { PATROL_TABLES } from './patrol.store.ts';

/** The strength of the patrol police, and which officers hold a camera. */
export const patrol: Module<unknown> = {
  name: 'patrol',
  rights: PATROL_RIGHTS,
  start: () => ({ subscriptions: PATROL_EVENTS }),
};
