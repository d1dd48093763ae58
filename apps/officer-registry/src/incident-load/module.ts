import { defineMigration, type EntityManager } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import type { History } from '../territory/module.ts';
import { LOAD_EVENTS } from './load.events.ts';
import { loadOfSuccessors, windowOf } from './load.ts';
import { LOAD_RIGHTS, LOAD_TABLES, readMonths } from './load.store.ts';

export { LIST_PLACE, orderNumber, toOrder } from './load.mapping.ts';
export { compareBy, type ListPlace } from './order.ts';

/** How many incidents each hromada has, counted from the events of incident-intake. */
export const incidentLoad: Module<unknown> = {
  name: 'incident-load',
  migrations: [defineMigration('2026-12-01-incident-load', LOAD_TABLES)],
  rights: LOAD_RIGHTS,
  start: () => ({ subscriptions: [LOAD_EVENTS] }),
};

/** The incidents of each hromada that has any, by its code; those of merged ones count for their successors. */
export async function readLoad(em: EntityManager, history: History, now: Date): Promise<ReadonlyMap<string, number>> {
  const day = kyivDay(now);
  return loadOfSuccessors(await readMonths(em, windowOf(day)), (code) => history.currentCode(day, code));
}
