import { kyivDay, type ClockAndIds } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import { listHromadaLoad } from './load.queries.ts';
import { readCounters } from './read-counters.queries.ts';
import { incidentEvents } from './incidents.events.ts';
import { INCIDENT_MIGRATIONS, INCIDENT_RIGHTS } from './incidents.store.ts';

export { checkSpan } from './load-query.ts';
export {
  categoryNumber,
  channelNumber,
  responderNumber,
  toCategory,
  toCategoryNumber,
  toResponder,
} from './category.mapping.ts';
export { CATEGORIES, isSensitive, SENSITIVE_CATEGORIES, type Category } from './category.ts';
export { CHANNEL_COLUMNS, CHANNELS, type Channel } from './channel.ts';
export { attributeOf } from './detail-count.ts';
export { RESPONDERS, type Responder } from './duration-count.ts';
export { COUNTRY, knownAfter } from './event-count.ts';
export { NOT_SENSITIVE, OF_COUNTRY } from './counters.store.ts';
/** @public Published by the module that controls disclosure. */
export { readSensitive, type SensitiveCell, type SensitiveQuery } from './counters.store.ts';
export { measureIncidents, type BucketTally, type CategoryTally, type IncidentMeasure } from './incident-measure.ts';
export { INCIDENT_TABLES } from './incidents.store.ts';
export { quantileOf } from './response-time.ts';

/** Incidents and response times as counters: kept up to date by events, read at the cost of the cells. */
export const incidents: Module<{ readonly clock: ClockAndIds }> = {
  name: 'incidents',
  migrations: INCIDENT_MIGRATIONS,
  rights: INCIDENT_RIGHTS,
  start: ({ clock }) => ({
    rpcs: [listHromadaLoad(clock), readCounters],
    subscriptions: [incidentEvents(() => kyivDay(clock.now()))],
  }),
};
