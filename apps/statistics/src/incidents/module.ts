import { defineMigration } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import { readCounters } from './read-counters.queries.ts';
import { incidentEvents } from './incidents.events.ts';
import { COUNTER_TABLES } from './counters.store.ts';
import { DETAIL_TABLES } from './detail-counts.store.ts';
import { INCIDENT_RIGHTS, INCIDENT_TABLES } from './incidents.store.ts';
import { rollUpJob } from './roll-up.jobs.ts';
import { ROLL_UP_RIGHTS, ROLL_UP_TABLES } from './roll-up.store.ts';

export { checkSpan } from './load-query.ts';
export {
  categoryNumber,
  channelNumber,
  responderNumber,
  toCategory,
  toCategoryNumber,
  toResponder,
} from './category.mapping.ts';
/** @public What is published down to where is read by the figures. */
export {
  CATEGORIES,
  isSensitive,
  OPENNESS,
  reaches,
  SENSITIVE_CATEGORIES,
  type Category,
  type Reach,
} from './category.ts';
export { CATEGORY_NAMES } from './category-names.ts';
export { CHANNEL_COLUMNS, CHANNELS, type Channel } from './channel.ts';
export { attributeOf } from './detail-count.ts';
export { RESPONDERS, type Responder } from './duration-count.ts';
export { knownAfter } from './event-count.ts';
export {
  CELL_ROWS,
  DETAIL_ROWS,
  DURATION_ROWS,
  EVENT_ROWS,
  PERIOD_ROWS,
  REVISION_ROWS,
  SENSITIVE_ROWS,
  type CounterRows,
} from './counted-rows.store.ts';
export { firstDay, OF_COUNTRY } from './counters.store.ts';
export { quantileOf } from './response-time.ts';

/**
 * Incidents and response times as counters, and their sums over months and years that are over: kept up to date by
 * events, read at the cost of the cells.
 */
export const incidents: Module<unknown> = {
  name: 'incidents',
  migrations: [
    defineMigration('2026-12-01-incidents', [
      ...INCIDENT_TABLES,
      ...COUNTER_TABLES,
      ...DETAIL_TABLES,
      ...ROLL_UP_TABLES,
    ]),
  ],
  rights: { ...INCIDENT_RIGHTS, ...ROLL_UP_RIGHTS },
  start: (_shared, runtime) => ({
    rpcs: [readCounters],
    subscriptions: [incidentEvents(() => kyivDay(runtime.clock.now()))],
    jobs: [rollUpJob(runtime)],
  }),
};
