import { isSensitive, type Category } from './category.ts';
import type { Day } from './day.ts';
import { UncountableEvent } from './uncountable-event.ts';

/** The country as a territory, beside the KATOTTG codes of oblasts and hromadas. */
export const COUNTRY = 'UA';

/** An incident as far as it is counted, and what it adds to the counters that are its own. */
export interface CountedIncident {
  readonly category: Category;
  /** Day of receipt, Kyiv time. */
  readonly day: Day;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** Invented, of the demonstration. */
  readonly demonstration: boolean;
  readonly growth: Growth;
}

/** People hurt; defenders are counted apart and are in neither of the first two. */
export interface Harm {
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
}

/** Casualties as they are reported: defenders are among the killed and the injured. */
export interface Casualties {
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
}

const NO_HARM: Harm = { killed: 0, injured: 0, defendersKilled: 0, defendersInjured: 0 };

/** Throws an UncountableEvent when more defenders than people were hurt. */
export function harmOf({ killed, injured, defendersKilled, defendersInjured }: Casualties = NO_HARM): Harm {
  if (defendersKilled > killed || defendersInjured > injured) {
    throw new UncountableEvent('casualties have more defenders than people');
  }
  return { killed: killed - defendersKilled, injured: injured - defendersInjured, defendersKilled, defendersInjured };
}

/** What a counter grows by; below zero where it shrinks. */
export interface Growth extends Harm {
  readonly incidents: number;
}

/** Of an incident that counts from now on. */
export function added(harm: Harm): Growth {
  return { incidents: 1, ...harm };
}

/** Of an incident that counts no more, with the harm that it counts with. */
export function takenAway(harm: Harm): Growth {
  return { ...difference(harm, NO_HARM), incidents: -1 };
}

/** Of an incident whose harm is known better. */
export function corrected(former: Harm, now: Harm): Growth {
  return { ...difference(former, now), incidents: 0 };
}

function difference(former: Harm, now: Harm): Harm {
  return {
    killed: now.killed - former.killed,
    injured: now.injured - former.injured,
    defendersKilled: now.defendersKilled - former.defendersKilled,
    defendersInjured: now.defendersInjured - former.defendersInjured,
  };
}

/** A counter of one category, with what it grows by. */
export interface CategoryGrowth {
  readonly category: Category;
  readonly demonstration: boolean;
  readonly growth: Growth;
}

/** A counter of one territory and day. */
interface CellGrowth extends CategoryGrowth {
  readonly territoryCode: string;
  readonly day: Day;
}

/** All counters that these incidents make grow or shrink; each counter is named once. */
export interface CountGrowth {
  readonly cells: readonly CellGrowth[];
  readonly categories: readonly CategoryGrowth[];
}

export function countIncidents(incidents: readonly CountedIncident[]): CountGrowth {
  const cells = new Map<string, CellGrowth>();
  const categories = new Map<string, CategoryGrowth>();
  for (const incident of incidents) {
    const { category, day, demonstration } = incident;
    grow(categories, `${category} ${demonstration}`, { category, demonstration }, incident);
    for (const territoryCode of territoriesOf(incident)) {
      const cell = { territoryCode, day, category, demonstration };
      grow(cells, `${territoryCode} ${day} ${category} ${demonstration}`, cell, incident);
    }
  }
  return { cells: [...cells.values()], categories: [...categories.values()] };
}

/**
 * Where an incident counts. Of sensitive categories nothing is kept below the
 * oblast: what is not there cannot be asked for. A city with special status is
 * oblast and hromada in one and counts once.
 */
function territoriesOf({ category, oblastCode, hromadaCode }: CountedIncident): ReadonlySet<string> {
  return new Set(isSensitive(category) ? [COUNTRY, oblastCode] : [COUNTRY, oblastCode, hromadaCode]);
}

function grow<Counter extends object>(
  counters: Map<string, Counter & { readonly growth: Growth }>,
  key: string,
  counter: Counter,
  { growth: more }: CountedIncident,
): void {
  const before = counters.get(key)?.growth;
  const growth = {
    incidents: (before?.incidents ?? 0) + more.incidents,
    killed: (before?.killed ?? 0) + more.killed,
    injured: (before?.injured ?? 0) + more.injured,
    defendersKilled: (before?.defendersKilled ?? 0) + more.defendersKilled,
    defendersInjured: (before?.defendersInjured ?? 0) + more.defendersInjured,
  };
  counters.set(key, { ...counter, growth });
}
