import type { Day } from '../calendar/module.ts';
import { isSensitive, type Category } from './category.ts';

/** The country as a territory, beside the KATOTTG codes of oblasts and hromadas. */
export const COUNTRY = 'UA';

/** The part of an incident that counts, and what it adds to its counters. */
export interface CountedIncident {
  readonly category: Category;
  /** Day of receipt, Kyiv time. */
  readonly day: Day;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** Invented for the demonstration. */
  readonly demonstration: boolean;
  readonly growth: Growth;
}

/** People hurt. Defenders are counted apart: the first two do not include them. */
export interface Harm {
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
}

/** Casualties as reported: the killed and the injured include defenders. */
export interface Casualties {
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
}

const NO_HARM: Harm = { killed: 0, injured: 0, defendersKilled: 0, defendersInjured: 0 };

/** Undefined when more defenders than people were hurt. */
export function harmOf({ killed, injured, defendersKilled, defendersInjured }: Casualties = NO_HARM): Harm | undefined {
  if (defendersKilled > killed || defendersInjured > injured) return undefined;
  return { killed: killed - defendersKilled, injured: injured - defendersInjured, defendersKilled, defendersInjured };
}

/** What a counter grows by; negative when it shrinks. */
export interface Growth extends Harm {
  readonly incidents: number;
}

/** For an incident that begins to count. */
export function added(harm: Harm): Growth {
  return { incidents: 1, ...harm };
}

/** For an incident that no longer counts, with the harm it counted with. */
export function takenAway(harm: Harm): Growth {
  return { ...difference(harm, NO_HARM), incidents: -1 };
}

/** For an incident whose casualties were corrected. */
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

/** All counters that these incidents change, each of them once. */
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
 * Where an incident counts. Of sensitive categories nothing is kept below the oblast: what is not stored cannot be
 * queried. A city with special status is oblast and hromada in one and counts once.
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
