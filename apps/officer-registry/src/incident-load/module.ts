import { defineMigration, type EntityManager } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { CONSUMER_TABLES } from '@safe-community/ledger';
import type { Module } from '@safe-community/service-kit';
import type { History } from '../territory/module.ts';
import { LOAD_EVENTS } from './load.events.ts';
import { loadOfSuccessors, windowOf, type Load } from './load.ts';
import { LOAD_RIGHTS, LOAD_TABLES, readMonths } from './load.store.ts';

export { LIST_PLACE, orderNumber, toLoadMessage, toOrder } from './load.mapping.ts';
export { NO_LOAD, type Load } from './load.ts';
export { compareBy, type ListPlace } from './order.ts';

/** How many incidents each hromada has, counted from the events of incident-intake. */
export const incidentLoad: Module<unknown> = {
  name: 'incident-load',
  // The tables of a consumer: the service was none before.
  migrations: [defineMigration('2026-11-27-incident-load', [...CONSUMER_TABLES, ...LOAD_TABLES])],
  rights: LOAD_RIGHTS,
  start: () => ({ subscriptions: [LOAD_EVENTS] }),
};

/** The load of each hromada that has any, by its code; merged hromadas count for their successors. */
export async function readLoad(em: EntityManager, history: History, now: Date): Promise<ReadonlyMap<string, Load>> {
  const day = kyivDay(now);
  return loadOfSuccessors(await readMonths(em, windowOf(day)), (code) => history.currentCode(day, code));
}
