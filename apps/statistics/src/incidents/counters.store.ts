import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { CounterTable } from '../counting/module.ts';
import { growingDurations, growingEvents, growRolled, mayBeRolled } from './roll-up.store.ts';
import { CATEGORIES, isSensitive } from './category.ts';
import type { DurationGrowth } from './duration-count.ts';
import type { EventGrowth, EventGrowths } from './event-count.ts';

const EVENT_COUNT = `
  measure text not null,
  territory_code text not null,
  day date not null,
  category text not null,
  -- the day on which the service that publishes the events recorded them
  known_on date not null check (known_on >= day),
  value bigint not null,
  primary key (territory_code, measure, day, category, known_on)`;

export const COUNTER_TABLES: readonly string[] = [
  // What happens to incidents: one row for each measure, cell, and day on which it was known.
  `create table event_count (${EVENT_COUNT}) with (fillfactor = 70)`,
  // Sensitive incidents and what happens to them, by hromada. No general query reads it, nor does the reader role.
  `create table sensitive_count (${EVENT_COUNT}) with (fillfactor = 70)`,
  // Histograms of durations (response-time.ts), which can be added up over places and days.
  `create table duration_count (
     measure text not null,
     territory_code text not null,
     day date not null,
     category text not null,
     -- empty where it is not of one responder
     responder text not null,
     known_on date not null check (known_on >= day),
     bucket smallint not null,
     value bigint not null,
     primary key (territory_code, measure, day, category, responder, known_on, bucket)
   ) with (fillfactor = 70)`,
];

/** A few cases in a small place identify people; only the service itself knows what it may show of them. */
export const NOT_SENSITIVE = `category in (${CATEGORIES.filter((category) => !isSensitive(category))
  .map((category) => `'${category}'`)
  .join(', ')})`;

/** Of the cells that repeat an incident, one. */
export const OF_COUNTRY = `territory_code = 'UA'`;

const EVENT_KEY = ['measure', 'territory_code', 'day', 'category', 'known_on'];

export const COUNTER_RIGHTS: Rights = {
  event_count: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['value'],
    delete: true,
    reader: { columns: [...EVENT_KEY, 'value'], rows: NOT_SENSITIVE },
  },
  sensitive_count: { rebuiltFrom: 'incidents', insert: true, update: ['value'], delete: true },
  duration_count: {
    rebuiltFrom: 'incidents',
    insert: true,
    update: ['value'],
    delete: true,
    reader: { columns: [...EVENT_KEY, 'responder', 'bucket', 'value'], rows: NOT_SENSITIVE },
  },
};

/** Each event is in the country, its oblast, and its hromada: only the country is added up. */
export const COMPARED_COUNTERS: readonly CounterTable[] = [
  { name: 'event_count', keys: EVENT_KEY, counts: ['value'], measure: 'measure', added: OF_COUNTRY },
  {
    name: 'duration_count',
    keys: [...EVENT_KEY, 'responder', 'bucket'],
    counts: ['value'],
    measure: 'measure',
    added: OF_COUNTRY,
  },
];

/** Nothing for no events. */
export function addEvents({ general, sensitive }: EventGrowths, today: Day): Step[] {
  const late = mayBeRolled(general, today);
  return [
    ...(general.length === 0 ? [] : [growEvents('general', general)]),
    ...(late.length === 0 ? [] : growRolled(GROW_ROLLED_EVENTS, eventColumns(late))),
    ...addSensitive(sensitive),
  ];
}

/** Nothing for no events. */
export function addSensitive(growths: readonly EventGrowth[]): Step[] {
  return growths.length === 0 ? [] : [growEvents('sensitive', growths)];
}

function growEvents(table: keyof typeof GROW_EVENTS, growths: readonly EventGrowth[]): Step {
  return { statement: GROW_EVENTS[table], values: eventColumns(growths) };
}

function eventColumns(growths: readonly EventGrowth[]): unknown[] {
  return [
    growths.map(({ measure }) => measure),
    growths.map(({ territoryCode }) => territoryCode),
    growths.map(({ day }) => day),
    growths.map(({ category }) => category),
    growths.map(({ knownOn }) => knownOn),
    growths.map(({ value }) => value),
  ];
}

const EVENT_ARRAYS = '$1::text[], $2::text[], $3::date[], $4::text[], $5::date[], $6::bigint[]';

function growing(table: string): string {
  return `
    insert into ${table} (${EVENT_KEY.join(', ')}, value) select * from unnest(${EVENT_ARRAYS})
    on conflict (territory_code, measure, day, category, known_on)
    do update set value = ${table}.value + excluded.value`;
}

const GROW_EVENTS = { general: prepared(growing('event_count')), sensitive: prepared(growing('sensitive_count')) };

/** Nothing for no durations. */
export function addDurations(growths: readonly DurationGrowth[], today: Day): Step[] {
  if (growths.length === 0) return [];
  const late = mayBeRolled(growths, today);
  return [
    { statement: GROW_DURATIONS, values: durationColumns(growths) },
    ...(late.length === 0 ? [] : growRolled(GROW_ROLLED_DURATIONS, durationColumns(late))),
  ];
}

function durationColumns(growths: readonly DurationGrowth[]): unknown[] {
  const more = [growths.map(({ responder }) => responder), growths.map(({ bucket }) => bucket)];
  return [...eventColumns(growths), ...more];
}

const DURATION_ARRAYS = `${EVENT_ARRAYS}, $7::text[], $8::smallint[]`;
const GROW_ROLLED_EVENTS = growingEvents(EVENT_ARRAYS);
const GROW_ROLLED_DURATIONS = growingDurations(DURATION_ARRAYS);

const GROW_DURATIONS = prepared(`
  insert into duration_count (${EVENT_KEY.join(', ')}, value, responder, bucket)
  select * from unnest(${DURATION_ARRAYS})
  on conflict (territory_code, measure, day, category, responder, known_on, bucket)
  do update set value = duration_count.value + excluded.value`);

/** The first day with counted incidents. */
export async function firstDay(tx: EntityManager): Promise<Day | undefined> {
  const [found] = await rows<{ first: Day | null }>(tx, FIRST_DAY);
  return found?.first ?? undefined;
}

const FIRST_DAY = prepared(`select min(day)::text as first from incident_count where ${OF_COUNTRY}`);
