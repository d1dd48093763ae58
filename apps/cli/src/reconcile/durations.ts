import {
  incidentRestored,
  incidentStateChanged,
  incidentWithdrawn,
  responderArrived,
  responderProgressed,
  type EventKind,
} from '@safe-community/contracts/event-catalogue';
import type {
  IncidentStateChanged,
  ResponderProgressed,
} from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCategory, IncidentState, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { DurationCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { CATEGORIES, RESPONDERS } from '../wording/incidents.ts';
import { nameOfTerritory } from '../places/name-territory.ts';
import { textOf, differenceOf } from './cells.ts';
import { say } from '../terminal/language.ts';

/** How many times of a step there are in the country, by a key with all that they are about. */
export type Durations = Map<string, number>;

/** One time that an event adds to a histogram, or takes away. */
interface Timed {
  readonly category: IncidentCategory;
  readonly key: string;
  readonly by: 1 | -1;
}

function keyOf(measure: string, responder: ResponderKind, day: string, category: IncidentCategory): string {
  return `${day} ${measure} ${responder} ${category}`;
}

/** The times as statistics has counted them. */
export function addDurationCounters(durations: Durations, counters: readonly DurationCounter[]): void {
  for (const { measure, responder, day, times, category } of counters) {
    durations.set(keyOf(measure, responder, textOf(day), category), Number(times));
  }
}

export function addTimes(durations: Durations, times: readonly Timed[]): void {
  for (const { key, by } of times) durations.set(key, (durations.get(key) ?? 0) + by);
}

/** What each of these events adds to the histograms. */
const TIMES: ReadonlyMap<string, (body: Uint8Array) => Timed[]> = new Map([
  timing(responderArrived, (event) => firstResponse(event, 1)),
  timing(incidentWithdrawn, (event) => firstResponse(event, -1)),
  timing(incidentRestored, (event) => firstResponse(event, 1)),
  timing(responderProgressed, stepsOfResponder),
  timing(incidentStateChanged, repairs),
]);

/** The events of incidents that have times. */
export const TIMED_TYPES: readonly string[] = [...TIMES.keys()];

export function timesIn(eventType: string, body: Uint8Array): Timed[] {
  return TIMES.get(eventType)?.(body) ?? [];
}

function timing<Message>(kind: EventKind<Message>, timesOf: (message: Message) => Timed[]) {
  return [kind.type, (body: Uint8Array) => timesOf(kind.decode(body))] as const;
}

interface Span {
  readonly category: IncidentCategory;
  readonly measure: string;
  readonly responder: ResponderKind;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** The day on which it counts. */
  readonly on: Date | undefined;
  readonly by: 1 | -1;
}

/** Nothing where a time is not known, or where they contradict each other. */
function timed({ category, measure, responder, from, to, on, by }: Span): Timed[] {
  if (from === undefined || to === undefined || on === undefined || to < from) return [];
  return [{ category, key: keyOf(measure, responder, kyivDay(on), category), by }];
}

interface Arrived {
  readonly category: IncidentCategory;
  readonly receivedTime?: Date | undefined;
  readonly onSceneTime?: Date | undefined;
}

function firstResponse({ category, receivedTime: from, onSceneTime: to }: Arrived, by: 1 | -1): Timed[] {
  const responder = ResponderKind.UNSPECIFIED;
  return timed({ category, measure: 'response_time', responder, from, to, on: from, by });
}

/** Of a responder, each step when it is reached, on the day of receipt. */
function stepsOfResponder(event: ResponderProgressed): Timed[] {
  const { category, kind: responder, receivedTime: on } = event;
  const { dispatchedTime, enRouteTime, onSceneTime } = event;
  const step = (measure: string, from: Date | undefined, to: Date | undefined) =>
    timed({ category, measure, responder, from, to, on, by: 1 });
  if (event.progress === ResponderProgress.DISPATCHED) return step('dispatch_time', on, dispatchedTime);
  if (event.progress === ResponderProgress.EN_ROUTE) return step('turnout_time', dispatchedTime, enRouteTime);
  if (event.progress !== ResponderProgress.ON_SCENE) return [];
  return [...step('travel_time', enRouteTime, onSceneTime), ...step('arrival_time', on, onSceneTime)];
}

const REPAIRED: Readonly<Record<string, string>> = {
  street_light: 'light_repair_time',
  road_pit: 'pit_repair_time',
};

/** From the receipt to the resolution of lights, pits, and barriers, on the day of the resolution. */
function repairs(event: IncidentStateChanged): Timed[] {
  const { category, formerState, state, receivedTime: from, changedTime: to, countedBy } = event;
  if (state !== IncidentState.RESOLVED || formerState === state) return [];
  const kind = countedBy?.attributes.find(({ name }) => name === 'infrastructure_kind')?.value ?? '';
  const measure = category === IncidentCategory.ACCESS_BARRIER ? 'barrier_removal_time' : REPAIRED[kind];
  if (measure === undefined) return [];
  const responder = ResponderKind.UNSPECIFIED;
  return timed({ category, measure, responder, from, to, on: to, by: 1 });
}

/** The keys of the numbers that differ, in order. */
export function differingNumbers(
  expected: ReadonlyMap<string, number>,
  counted: ReadonlyMap<string, number>,
): string[] {
  const keys = [...new Set([...expected.keys(), ...counted.keys()])].toSorted();
  return keys.filter((key) => (expected.get(key) ?? 0) !== (counted.get(key) ?? 0));
}

/** "2026-11-03, Ukraine, Fire: statistics counts 3 of arrival_time of rescue, the events add up to 4". */
export function describeDuration(key: string, expected: Durations, counted: Durations): string {
  const [day = '', measure = '', responder = '', category = ''] = key.split(' ');
  const what = CATEGORIES.nameOf(Number(category));
  const [sum, count] = [expected.get(key) ?? 0, counted.get(key) ?? 0];
  const who = RESPONDERS.nameOf(Number(responder));
  const ofWhom = responder === '0' ? measure : say({ uk: `${measure} (${who})`, en: `${measure} of ${who}` });
  const difference = differenceOf(say({ uk: `значень ${ofWhom}`, en: `of ${ofWhom}` }), count, sum);
  return `${day}, ${nameOfTerritory('UA')}, ${what}: ${difference}`;
}
