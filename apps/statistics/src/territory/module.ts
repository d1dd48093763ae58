import type { Module } from '@safe-community/service-kit';
import { TERRITORY_EVENTS } from './territory.events.ts';
import { TERRITORY_RIGHTS } from './territory.store.ts';

export { levelOf, TERRITORY_TABLES, type Level } from './territory.store.ts';

/** The oblasts and hromadas for which figures can be queried. */
export const territory: Module<unknown> = {
  name: 'territory',
  rights: TERRITORY_RIGHTS,
  start: () => ({ subscriptions: [TERRITORY_EVENTS] }),
};
