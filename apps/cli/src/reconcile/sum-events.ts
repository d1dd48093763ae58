import {
  casualtiesCorrected,
  incidentReported,
  incidentRestored,
  incidentWithdrawn,
  responderArrived,
  type EventKind,
} from '@safe-community/contracts/event-catalogue';
import type { CasualtiesCorrected } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
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

/** Sums up events, except synthetic ones and those in `leftOut` (ids of events that were never applied). */
export async function sumEvents(events: AsyncIterable<LedgerEvent>, leftOut: ReadonlySet<string>): Promise<Sums> {
  const sums: Sums = { categories: new Map(), killed: 0, defendersKilled: 0 };
  for await (const event of events) {
    if (event.headers['sc-synthetic'] !== 'true' && !leftOut.has(event.eventId)) addEvent(sums, event);
  }
  return sums;
}

type Addition = (sums: Sums, body: Uint8Array) => void;

/** What each of these events changes. A test compares them with the events that statistics counts. */
const ADDITIONS: ReadonlyMap<string, Addition> = new Map([
  adding(incidentReported, (sums, incident) => addIncident(sums, incident, 1)),
  adding(incidentRestored, (sums, incident) => addIncident(sums, incident, 1)),
  adding(incidentWithdrawn, (sums, incident) => addIncident(sums, incident, -1)),
  adding(responderArrived, (sums, { category }) => add(sums, category, { responded: 1 })),
  adding(casualtiesCorrected, addCorrection),
]);

/** The events of incidents that change a sum. */
export const SUMMED_TYPES: readonly string[] = [...ADDITIONS.keys()];

function adding<Message>(kind: EventKind<Message>, add: (sums: Sums, message: Message) => void): [string, Addition] {
  return [kind.type, (sums, body) => add(sums, kind.decode(body))];
}

function addEvent(sums: Sums, { eventType, body }: LedgerEvent): void {
  ADDITIONS.get(eventType)?.(sums, body);
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
