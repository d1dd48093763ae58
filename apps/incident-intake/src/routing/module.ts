import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import type { StoredBeats } from './beats.store.ts';
import { registryEvents } from './routing.events.ts';
import { routingJobs, type EscalationParts } from './routing.jobs.ts';
import { ROUTING_RIGHTS, ROUTING_TABLES } from './routing-tables.store.ts';
import { ListedUnit, type StoredTerritory } from './territory.store.ts';

export { storedBeats, type StoredBeats as Beats } from './beats.store.ts';
export { storedTerritory, type StoredTerritory, type Territory } from './territory.store.ts';

export interface RoutingShared extends EscalationParts {
  readonly territory: StoredTerritory;
  readonly beats: StoredBeats;
}

/** Which officer is responsible for an incident, also when that changes, and who is notified when it is overdue. */
export const routing: Module<RoutingShared> = {
  name: 'routing',
  migrations: [defineMigration('2026-12-01-routing', ROUTING_TABLES)],
  entities: [ListedUnit],
  rights: ROUTING_RIGHTS,
  start(shared, runtime) {
    const load = async (): Promise<void> => {
      await Promise.all([shared.territory.load(), shared.beats.load()]);
    };
    return { subscriptions: [registryEvents(load)], jobs: routingJobs(shared, runtime), load };
  },
};
