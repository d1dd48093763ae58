import type {
  IncidentEscalated,
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { incidentEscalated, incidentStateChanged, responderProgressed } from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import { kyivDay, type Day } from '../calendar/module.ts';
import { onSum, type Known } from '../counting/module.ts';
import { toResponder } from './category.mapping.ts';
import { addDurations, addEvents } from './counters.store.ts';
import { countDurations, type CountedDuration } from './duration-count.ts';
import { countEvents, type CountedEvent } from './event-count.ts';
import { dayIn, toLocated } from './incident.mapping.ts';

/** Steps of incidents, and how long they took. */
export function courseEvents(today: () => Day): EventHandler[] {
  return [
    onSum(incidentStateChanged, (events) => [
      ...addEvents(countEvents(events.flatMap(countedSteps)), today()),
      ...addDurations(countDurations(events.flatMap(repairs)), today()),
    ]),
    onSum(responderProgressed, (events) => addDurations(countDurations(events.flatMap(stepsOfResponder)), today())),
    onSum(incidentEscalated, (events) => addEvents(countEvents(events.map(toMissedDeadline)), today())),
  ];
}

function toMissedDeadline(event: Known<IncidentEscalated>): CountedEvent {
  const day = dayIn(event, event.message.escalatedTime);
  return { ...toLocated(event, day), measure: 'missed_deadlines', value: 1 };
}

const COUNTED_STEPS: ReadonlyMap<number, string> = new Map([
  [IncidentState.RESOLVED, 'resolved'],
  [IncidentState.REOPENED, 'reopened'],
]);

/** The urgency of an incident also changes without a step. */
function countedSteps(event: Known<IncidentStateChanged>): CountedEvent[] {
  const { formerState, state, changedTime } = event.message;
  const measure = formerState === state ? undefined : COUNTED_STEPS.get(state);
  return measure === undefined ? [] : [{ ...toLocated(event, dayIn(event, changedTime)), measure, value: 1 }];
}

/** What is broken, as in the catalogue of intake. */
const REPAIRED: ReadonlyMap<string, string> = new Map([
  ['street_light', 'light_repair_time'],
  ['road_pit', 'pit_repair_time'],
]);

/**
 * From the receipt until the incident was resolved, on the day of the repair. Nothing where it is not known what broke; a
 * barrier is what stood in the way.
 */
function repairs(event: Known<IncidentStateChanged>): CountedDuration[] {
  const { category, formerState, state, receivedTime, changedTime, countedBy } = event.message;
  if (state !== IncidentState.RESOLVED || formerState === state) return [];
  const kind = countedBy?.attributes.find(({ name }) => name === 'infrastructure_kind')?.value;
  const measure = category === IncidentCategory.ACCESS_BARRIER ? 'barrier_removal_time' : REPAIRED.get(kind ?? '');
  if (measure === undefined) return [];
  return duration(event, { measure, from: receivedTime, to: changedTime, on: changedTime, responder: undefined });
}

/** Each step is counted when its responder reaches it, on the day of receipt; steps that were left out are not. */
function stepsOfResponder(event: Known<ResponderProgressed>): CountedDuration[] {
  const { kind, progress, receivedTime, dispatchedTime, enRouteTime, onSceneTime } = event.message;
  const step = (measure: string, from: Date | undefined, to: Date | undefined) =>
    duration(event, { measure, from, to, on: receivedTime, responder: toResponder(kind) });
  if (progress === ResponderProgress.DISPATCHED) return step('dispatch_time', receivedTime, dispatchedTime);
  if (progress === ResponderProgress.EN_ROUTE) return step('turnout_time', dispatchedTime, enRouteTime);
  if (progress !== ResponderProgress.ON_SCENE) return [];
  return [...step('travel_time', enRouteTime, onSceneTime), ...step('arrival_time', receivedTime, onSceneTime)];
}

interface Span extends Pick<CountedDuration, 'measure' | 'responder'> {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** The day on which it counts. */
  readonly on: Date | undefined;
}

/** Nothing where one of the times is not known, or where they contradict each other. */
function duration(
  event: Known<IncidentStateChanged | ResponderProgressed>,
  { from, to, on, ...more }: Span,
): CountedDuration[] {
  if (from === undefined || to === undefined || on === undefined) return [];
  const milliseconds = to.getTime() - from.getTime();
  return milliseconds >= 0 ? [{ ...toLocated(event, kyivDay(on)), ...more, milliseconds, by: 1 }] : [];
}
