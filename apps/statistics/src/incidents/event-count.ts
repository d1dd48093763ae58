import { COUNTRY } from '@safe-community/territory';
import type { Day } from '../calendar/module.ts';
import { isSensitive, type Category } from './category.ts';

/** What belongs to an incident, whenever it happened: a step of its course, an order, a referral. */
export interface Located {
  readonly category: Category;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** The day on which it counts, Kyiv time. */
  readonly day: Day;
  /** Day on which its service recorded the event, Kyiv time. */
  readonly knownOn: Day;
}

export interface CountedEvent extends Located {
  readonly measure: string;
  /** Negative when it no longer counts. */
  readonly value: number;
}

/** A counter of one measure, with what it grows by. */
export interface EventGrowth {
  readonly measure: string;
  readonly territoryCode: string;
  readonly day: Day;
  readonly category: Category;
  readonly knownOn: Day;
  readonly value: number;
}

/** All counters that events change, each of them once. */
export interface EventGrowths {
  readonly general: readonly EventGrowth[];
  /** Of sensitive categories, by hromada: no general query reads them. */
  readonly sensitive: readonly EventGrowth[];
}

export function countEvents(events: readonly CountedEvent[]): EventGrowths {
  const general: EventGrowth[] = [];
  const sensitive: EventGrowth[] = [];
  for (const event of events) {
    const { measure, category, day, value, hromadaCode } = event;
    const counter = { measure, category, day, value, knownOn: knownAfter(day, event.knownOn) };
    for (const territoryCode of territoriesOf(event)) general.push({ ...counter, territoryCode });
    if (isSensitive(category)) sensitive.push({ ...counter, territoryCode: hromadaCode });
  }
  return { general: sumGrowths(general), sensitive: sumGrowths(sensitive) };
}

/** Each counter once; those that do not change are left out. */
export function sumGrowths(growths: readonly EventGrowth[]): EventGrowth[] {
  const sums = new Map<string, EventGrowth>();
  for (const growth of growths) {
    const { measure, territoryCode, day, category, knownOn, value } = growth;
    const key = `${measure} ${territoryCode} ${day} ${category} ${knownOn}`;
    sums.set(key, { ...growth, value: (sums.get(key)?.value ?? 0) + value });
  }
  return [...sums.values()].filter(({ value }) => value !== 0);
}

/** Nothing is known before its day: around midnight, the clocks of two machines may differ. */
export function knownAfter(day: Day, knownOn: Day): Day {
  return knownOn < day ? day : knownOn;
}

/**
 * Where an incident counts for general queries: those of sensitive categories nowhere. What is not stored there cannot be
 * queried, on its own or as the difference of sums. A city with special status is oblast and hromada in one and counts
 * once.
 */
export function territoriesOf({
  category,
  oblastCode,
  hromadaCode,
}: Pick<Located, 'category' | 'oblastCode' | 'hromadaCode'>): ReadonlySet<string> {
  return new Set(isSensitive(category) ? [] : [COUNTRY, oblastCode, hromadaCode]);
}
