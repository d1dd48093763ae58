import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { incidentReported, incidentRestored, incidentWithdrawn } from '@safe-community/events';
import { on, type Received } from '@safe-community/ledger';
import type { Step } from '@safe-community/database';
import type { Subscription } from '@safe-community/service-kit';
import { growthOf, type CountedIncident } from './load.ts';
import { addLoad, forgetLoad } from './load.store.ts';

/** What each of these events says of its incident. */
interface Located {
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly receivedTime?: Date | undefined;
}

/** Each event has all that its effect needs, so that the sums do not depend on the order. */
const SUMS = { commutes: true };

/** The load is of months: a report by itself would wake this service for it. */
const GATHER_MS = 2_000;

export const LOAD_EVENTS: Subscription = {
  producer: 'incidents',
  gatherMs: GATHER_MS,
  handlers: [
    on(incidentReported, (received) => countAll(received, 1), SUMS),
    // A false call or a duplicate.
    on(incidentWithdrawn, (received) => countAll(received, -1), SUMS),
    on(incidentRestored, (received) => countAll(received, 1), SUMS),
  ],
  forget: forgetLoad,
};

/** Events of tests count nowhere, as in statistics. */
function countAll(received: readonly Received<Located>[], sign: CountedIncident['sign']): Step[] {
  const counted = received
    .filter(({ envelope, message }) => !envelope.isTest && !isLeftOut(message))
    .map(({ message }) => toCounted(message, sign));
  return addLoad(growthOf(counted));
}

const CATEGORIES: ReadonlySet<number> = new Set(Object.values(IncidentCategory));
/**
 * What identifies people in a small place, and so is published of no hromada (statistics has the table). Nothing is stored
 * about it: the difference to figures of statistics would be its number.
 */
const NOT_OF_HROMADAS: ReadonlySet<number> = new Set([
  IncidentCategory.DOMESTIC_VIOLENCE,
  IncidentCategory.SCHOOL_SAFETY,
  IncidentCategory.MEDICAL,
]);

/** Throws for a category of a later version: it may be such a one. The event stays a dead letter until it is known. */
function isLeftOut({ category }: Located): boolean {
  if (category === IncidentCategory.UNSPECIFIED || !CATEGORIES.has(category))
    throw new UncountableIncident('category is unknown');
  return NOT_OF_HROMADAS.has(category);
}

function toCounted({ hromadaCode, receivedTime }: Located, sign: 1 | -1): CountedIncident {
  if (hromadaCode === '') throw new UncountableIncident('hromada_code is empty');
  if (receivedTime === undefined || Number.isNaN(receivedTime.getTime()))
    throw new UncountableIncident('received_time is not a time');
  return { hromadaCode, day: kyivDay(receivedTime), sign };
}

/** The message names a field, never a value. */
class UncountableIncident extends Error {
  override readonly name = 'UncountableIncident';
  readonly messageIsLoggable = true;
}
