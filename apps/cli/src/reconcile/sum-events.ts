import {
  CasualtiesCorrected,
  IncidentReported,
  IncidentRestored,
  IncidentWithdrawn,
  ResponderArrived,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  IncidentState,
  type Casualties,
  type IncidentCategory,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';

/** The counts that intake's events add up to. */
export interface Sums {
  readonly categories: Map<IncidentCategory, CategorySum>;
  /** Without defenders. */
  killed: number;
  defendersKilled: number;
}

interface CategorySum {
  readonly incidents: number;
  readonly demonstration: number;
  /** Incidents with an arrival. */
  readonly responded: number;
}

export const REPORTED = 'safecommunity.incidents.v1.incident-reported';
const WITHDRAWN = 'safecommunity.incidents.v1.incident-withdrawn';
const RESTORED = 'safecommunity.incidents.v1.incident-restored';
const ARRIVED = 'safecommunity.incidents.v1.responder-arrived';
const CORRECTED = 'safecommunity.incidents.v1.casualties-corrected';

/** The events that change a sum. */
export const SUMMED_TYPES: readonly string[] = [REPORTED, WITHDRAWN, RESTORED, ARRIVED, CORRECTED];

/** Sums up events, except synthetic ones and those in `leftOut` (ids of events that were never applied). */
export async function sumEvents(events: AsyncIterable<LedgerEvent>, leftOut: ReadonlySet<string>): Promise<Sums> {
  const sums: Sums = { categories: new Map(), killed: 0, defendersKilled: 0 };
  for await (const event of events) {
    if (event.headers['sc-synthetic'] !== 'true' && !leftOut.has(event.eventId)) addEvent(sums, event);
  }
  return sums;
}

function addEvent(sums: Sums, { eventType, body }: LedgerEvent): void {
  if (eventType === REPORTED) addIncident(sums, IncidentReported.decode(body), 1);
  if (eventType === RESTORED) addIncident(sums, IncidentRestored.decode(body), 1);
  if (eventType === WITHDRAWN) addIncident(sums, IncidentWithdrawn.decode(body), -1);
  if (eventType === ARRIVED) add(sums, ResponderArrived.decode(body).category, { responded: 1 });
  if (eventType === CORRECTED) addCorrection(sums, CasualtiesCorrected.decode(body));
}

interface Counted {
  readonly category: IncidentCategory;
  readonly demonstration: boolean;
  readonly casualties?: Casualties | undefined;
  /** Set when an incident is withdrawn or restored after an arrival. */
  readonly onSceneTime?: Date | undefined;
}

function addIncident(sums: Sums, { category, demonstration, casualties, onSceneTime }: Counted, by: 1 | -1): void {
  const responded = onSceneTime === undefined ? 0 : by;
  add(sums, category, { incidents: by, demonstration: demonstration ? by : 0, responded });
  addKilled(sums, casualties, by);
}

function add({ categories }: Sums, category: IncidentCategory, more: Partial<CategorySum>): void {
  const before = categories.get(category);
  categories.set(category, {
    incidents: (before?.incidents ?? 0) + (more.incidents ?? 0),
    demonstration: (before?.demonstration ?? 0) + (more.demonstration ?? 0),
    responded: (before?.responded ?? 0) + (more.responded ?? 0),
  });
}

/** A withdrawn incident counts nothing; its restoration carries the counts of that time. */
function addCorrection(sums: Sums, { state, formerCasualties, casualties }: CasualtiesCorrected): void {
  if (state === IncidentState.REJECTED || state === IncidentState.DUPLICATE) return;
  addKilled(sums, formerCasualties, -1);
  addKilled(sums, casualties, 1);
}

function addKilled(sums: Sums, casualties: Casualties | undefined, by: 1 | -1): void {
  const { killed = 0, defendersKilled = 0 } = casualties ?? {};
  sums.killed += by * (killed - defendersKilled);
  sums.defendersKilled += by * defendersKilled;
}
