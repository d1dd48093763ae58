import {
  casualtiesCorrected,
  incidentReported,
  incidentRestored,
  incidentWithdrawn,
  responderArrived,
  type EventKind,
} from '@safe-community/contracts/event-catalogue';
import type { CasualtiesCorrected } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import type { CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  type Casualties,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { addToCells, cellsOf, type Cells, type CountedPlace } from './cells.ts';
import { addGrowths, growthsIn, GROWING_TYPES, type EventCounts } from './event-counters.ts';
import { addTimes, TIMED_TYPES, timesIn, type Durations } from './durations.ts';

/** The counts that intake's events add up to. */
export interface Sums {
  readonly categories: Map<IncidentCategory, CategorySum>;
  /** Without defenders. */
  killed: number;
  defendersKilled: number;
  /** By territory, day, and category. */
  readonly cells: Cells;
  /** By step, responder, day, and category. */
  readonly durations: Durations;
  /** By territory, day, measure, and category. */
  readonly events: EventCounts;
}

interface CategorySum {
  readonly incidents: number;
  /** Incidents with an arrival. */
  readonly responded: number;
}

/** Sums up events, except those of tests and those in `leftOut` (ids of events that were never applied). */
export async function sumEvents(events: AsyncIterable<LedgerEvent>, leftOut: ReadonlySet<string>): Promise<Sums> {
  const none = { cells: new Map(), durations: new Map(), events: new Map() };
  const sums: Sums = { categories: new Map(), killed: 0, defendersKilled: 0, ...none };
  for await (const event of events) {
    if (!isCounted(event, leftOut)) continue;
    const { eventType, body } = event;
    ADDITIONS.get(eventType)?.add(sums, body);
    addTimes(sums.durations, timesIn(eventType, body).filter(hasComparable));
    addGrowths(sums.events, growthsIn(event).filter(hasComparable));
  }
  return sums;
}

function isCounted({ headers, eventId }: LedgerEvent, leftOut: ReadonlySet<string>): boolean {
  return headers['sc-test'] !== 'true' && !leftOut.has(eventId);
}

function hasComparable({ category }: { readonly category: IncidentCategory }): boolean {
  return isComparable(category);
}

/** The type and id of the events that count in some counters, at most so many for each; by the key. */
export async function eventsIn(
  wanted: ReadonlySet<string>,
  events: AsyncIterable<LedgerEvent>,
  leftOut: ReadonlySet<string>,
  most: number,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const event of events) {
    if (!isCounted(event, leftOut)) continue;
    const place = ADDITIONS.get(event.eventType)?.placeOf(event.body);
    const others = [...timesIn(event.eventType, event.body), ...growthsIn(event)].map(({ key }) => key);
    for (const key of [...(place === undefined ? [] : cellsOf(place)), ...others]) {
      const known = found.get(key) ?? [];
      if (wanted.has(key) && known.length < most) found.set(key, [...known, nameOfEvent(event)]);
    }
  }
  return found;
}

/** "incident-reported 0192…" */
function nameOfEvent({ eventType, eventId }: LedgerEvent): string {
  return `${eventType.slice(eventType.lastIndexOf('.') + 1)} ${eventId}`;
}

interface Addition {
  add(sums: Sums, body: Uint8Array): void;
  /** Undefined for an event that changes no cell. */
  placeOf(body: Uint8Array): CountedPlace | undefined;
}

/** What each of these events changes. A test compares them with the events that statistics counts. */
const ADDITIONS: ReadonlyMap<string, Addition> = new Map([
  adding(incidentReported, (sums, incident) => addIncident(sums, incident, 1)),
  adding(incidentRestored, (sums, incident) => addIncident(sums, incident, 1)),
  adding(incidentWithdrawn, (sums, incident) => addIncident(sums, incident, -1)),
  adding(responderArrived, (sums, { category }) => add(sums, category, { responded: 1 })),
  adding(casualtiesCorrected, addCorrection),
]);

/** The events of incidents that change a sum. */
export const SUMMED_TYPES: readonly string[] = [...new Set([...ADDITIONS.keys(), ...TIMED_TYPES, ...GROWING_TYPES])];

/** Statistics shows of these categories what it has released, not what it has counted. */
const RELEASED_ONLY: ReadonlySet<IncidentCategory> = new Set([
  IncidentCategory.DOMESTIC_VIOLENCE,
  IncidentCategory.SCHOOL_SAFETY,
]);

/** Whether the counts of a category can be compared with its events. */
function isComparable(category: IncidentCategory): boolean {
  return !RELEASED_ONLY.has(category);
}

function adding<Message extends CountedPlace>(
  kind: EventKind<Message>,
  add: (sums: Sums, message: Message) => void,
): [string, Addition] {
  return [
    kind.type,
    {
      add(sums, body) {
        const message = kind.decode(body);
        if (isComparable(message.category)) add(sums, message);
      },
      placeOf(body) {
        const message = kind.decode(body);
        return kind.type === responderArrived.type || !isComparable(message.category) ? undefined : message;
      },
    },
  ];
}

interface Counted extends CountedPlace {
  readonly casualties?: Casualties | undefined;
  /** Set when an incident is withdrawn or restored after an arrival. */
  readonly onSceneTime?: Date | undefined;
  readonly countedBy?: CountedBy | undefined;
}

function addIncident(sums: Sums, incident: Counted, by: 1 | -1): void {
  const { category, casualties, onSceneTime, countedBy } = incident;
  const responded = onSceneTime === undefined ? 0 : by;
  add(sums, category, { incidents: by, responded });
  // Of events of earlier versions, the channel is not known.
  const channel = countedBy?.channel ?? ReportChannel.UNSPECIFIED;
  const channels = channel === ReportChannel.UNSPECIFIED ? undefined : new Map([[channel, by]]);
  addToCells(sums.cells, incident, { incidents: by, ...(channels && { channels }) });
  addHarm(sums, { incident, casualties, by });
}

function add({ categories }: Sums, category: IncidentCategory, more: Partial<CategorySum>): void {
  const before = categories.get(category);
  categories.set(category, {
    incidents: (before?.incidents ?? 0) + (more.incidents ?? 0),
    responded: (before?.responded ?? 0) + (more.responded ?? 0),
  });
}

/** A withdrawn incident counts nothing; its restoration carries the counts of that time. */
function addCorrection(sums: Sums, incident: CasualtiesCorrected): void {
  const { state, formerCasualties, casualties } = incident;
  if (state === IncidentState.REJECTED || state === IncidentState.DUPLICATE) return;
  addHarm(sums, { incident, casualties: formerCasualties, by: -1 });
  addHarm(sums, { incident, casualties, by: 1 });
}

interface Harm {
  readonly incident: CountedPlace;
  readonly casualties: Casualties | undefined;
  readonly by: 1 | -1;
}

function addHarm(sums: Sums, { incident, casualties, by }: Harm): void {
  const { killed = 0, injured = 0, defendersKilled = 0, defendersInjured = 0 } = casualties ?? {};
  const { childrenKilled = 0, childrenInjured = 0 } = casualties ?? {};
  sums.killed += by * (killed - defendersKilled);
  sums.defendersKilled += by * defendersKilled;
  addToCells(sums.cells, incident, {
    killed: by * (killed - defendersKilled),
    injured: by * (injured - defendersInjured),
    defendersKilled: by * defendersKilled,
    defendersInjured: by * defendersInjured,
    childrenKilled: by * childrenKilled,
    childrenInjured: by * childrenInjured,
  });
}
