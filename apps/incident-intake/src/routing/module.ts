import { defineMigration } from '@safe-community/database';
import { COMPACT_ROUTING, ROUTING_TABLES } from './routed-incidents.store.ts';
import type { Module } from '@safe-community/service-kit';
import { BEAT_RIGHTS, STAFFING_TABLES, type StoredBeats } from './beats.store.ts';
import { DISTRICT_RIGHTS, DISTRICT_TABLES } from './district-settlements.store.ts';
import { MERGER_RIGHTS, MERGER_TABLES } from './mergers.store.ts';
import { registryEvents } from './routing.events.ts';
import { routingJobs, type EscalationParts } from './routing.jobs.ts';
import { ListedUnit, TERRITORY_RIGHTS, type StoredTerritory } from './territory.store.ts';

export { storedBeats, type StoredBeats as Beats } from './beats.store.ts';
export { storedTerritory, type StoredTerritory, type Territory } from './territory.store.ts';

export interface RoutingShared extends EscalationParts {
  readonly territory: StoredTerritory;
  readonly beats: StoredBeats;
}

/** Which officer is responsible for an incident, also when that changes, and who is notified when it is overdue. */
export const routing: Module<RoutingShared> = {
  name: 'routing',
  migrations: [
    defineMigration('2026-11-24-routing', ROUTING_TABLES),
    defineMigration('2026-11-27-compact-routing', COMPACT_ROUTING),
    defineMigration('2026-11-27-merged-hromada', MERGER_TABLES),
    defineMigration('2026-11-27-staffed-beats', STAFFING_TABLES),
    defineMigration('2026-11-28-starosta-districts', DISTRICT_TABLES),
  ],
  entities: [ListedUnit],
  rights: { ...BEAT_RIGHTS, ...TERRITORY_RIGHTS, ...MERGER_RIGHTS, ...DISTRICT_RIGHTS },
  start(shared, runtime) {
    const load = async (): Promise<void> => {
      await Promise.all([shared.territory.load(), shared.beats.load()]);
    };
    return { subscriptions: [registryEvents(load)], jobs: routingJobs(shared, runtime), load };
  },
};
