import type { Day } from '../calendar/module.ts';
import { isSensitive, type Category } from './category.ts';
import type { Channel } from './channel.ts';
import { hasDetails, type Detail } from './detail-count.ts';
import { measureOf, type SchoolMatter } from './school-matter.ts';
import { knownAfter, sumGrowths, territoriesOf, type EventGrowth } from './event-count.ts';

/** The part of an incident that counts, and what it adds to its counters. */
export interface CountedIncident {
  readonly category: Category;
  /** Day of receipt, Kyiv time. */
  readonly day: Day;
  /** Day on which its service recorded the event, Kyiv time. */
  readonly knownOn: Day;
  /** Undefined if it is not known. */
  readonly channel: Channel | undefined;
  /** Undefined if the report names none. */
  readonly detail: Detail | undefined;
  /** Of school safety, if it is known. */
  readonly schoolMatter: SchoolMatter | undefined;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly growth: Growth;
}

/** People hurt. Defenders are counted apart: the killed and the injured do not include them, but include children. */
export interface Harm {
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  readonly childrenKilled: number;
  readonly childrenInjured: number;
}

/** Casualties as reported: the killed and the injured include defenders. */
export interface Casualties {
  readonly killed: number;
  readonly injured: number;
  readonly defendersKilled: number;
  readonly defendersInjured: number;
  readonly childrenKilled: number;
  readonly childrenInjured: number;
}

const NO_HARM: Harm = {
  killed: 0,
  injured: 0,
  defendersKilled: 0,
  defendersInjured: 0,
  childrenKilled: 0,
  childrenInjured: 0,
};

/** Of these categories, nobody expects anyone to say that nobody was hurt. */
const WITHOUT_VICTIMS: ReadonlySet<Category> = new Set(['infrastructure', 'access_barrier']);

/** 1 for an incident whose outcome nobody has stated yet. */
export function openOutcome(category: Category, casualties: Casualties | undefined): 0 | 1 {
  return casualties === undefined && !WITHOUT_VICTIMS.has(category) ? 1 : 0;
}

/** Undefined when more defenders than people were hurt. */
export function harmOf(casualties: Casualties = NO_HARM): Harm | undefined {
  const { killed, injured, defendersKilled, defendersInjured, childrenKilled, childrenInjured } = casualties;
  if (defendersKilled > killed || defendersInjured > injured) return undefined;
  return {
    killed: killed - defendersKilled,
    injured: injured - defendersInjured,
    defendersKilled,
    defendersInjured,
    childrenKilled,
    childrenInjured,
  };
}

/** What a counter grows by; negative when it shrinks. */
export interface Growth extends Harm {
  readonly incidents: number;
  /** Incidents whose outcome nobody has stated yet. */
  readonly outcomesOpen: number;
}

/** For an incident that begins to count. */
export function added(harm: Harm, outcomesOpen = 0): Growth {
  return { incidents: 1, outcomesOpen, ...harm };
}

/** For an incident that no longer counts, with the harm it counted with. */
export function takenAway(harm: Harm, outcomesOpen = 0): Growth {
  return { ...difference(harm, NO_HARM), incidents: -1, outcomesOpen: 0 - outcomesOpen };
}

/**
 * For an incident whose casualties were corrected.
 *
 * @param outcomesOpen by how much the incidents without a stated outcome grow.
 */
export function corrected(former: Harm, now: Harm, outcomesOpen = 0): Growth {
  return { ...difference(former, now), incidents: 0, outcomesOpen };
}

function difference(former: Harm, now: Harm): Harm {
  return {
    killed: now.killed - former.killed,
    injured: now.injured - former.injured,
    defendersKilled: now.defendersKilled - former.defendersKilled,
    defendersInjured: now.defendersInjured - former.defendersInjured,
    childrenKilled: now.childrenKilled - former.childrenKilled,
    childrenInjured: now.childrenInjured - former.childrenInjured,
  };
}

/** A counter of one category, with what it grows by. */
export interface CategoryGrowth {
  readonly category: Category;
  readonly growth: Growth;
}

/** A counter of one territory and day. */
export interface CellGrowth extends CategoryGrowth {
  readonly territoryCode: string;
  readonly day: Day;
  /** Of the incidents, those whose channel is known. */
  readonly channels: Partial<Record<Channel, number>>;
}

/** What became known of a cell later than on its day. */
export interface RevisionGrowth extends CellGrowth {
  readonly knownOn: Day;
}

/** A counter of one detail. */
export interface DetailGrowth extends CategoryGrowth, Detail {
  readonly territoryCode: string;
  readonly day: Day;
  readonly knownOn: Day;
}

/** All counters that these incidents change, each of them once. */
export interface CountGrowth {
  readonly cells: readonly CellGrowth[];
  readonly categories: readonly CategoryGrowth[];
  /** The part of `cells` that was not known yet at the end of their day. */
  readonly revisions: readonly RevisionGrowth[];
  /** Sensitive incidents by hromada, which no general query reads. */
  readonly sensitive: readonly EventGrowth[];
  /** The part of `cells` by smaller place and attribute, where they are known. */
  readonly details: readonly DetailGrowth[];
}

export function countIncidents(incidents: readonly CountedIncident[]): CountGrowth {
  const cells = new Map<string, CellGrowth>();
  const categories = new Map<string, CategoryGrowth>();
  const revisions = new Map<string, RevisionGrowth>();
  const sensitive: EventGrowth[] = [];
  const details = new Map<string, DetailGrowth>();
  for (const incident of incidents) {
    const { category, day, hromadaCode, detail } = incident;
    const knownOn = knownAfter(day, incident.knownOn);
    for (const territoryCode of territoriesOf(incident)) {
      const cell = { territoryCode, day, category };
      const key = `${territoryCode} ${day} ${category}`;
      growCell(cells, key, cell, incident);
      if (knownOn !== day) growCell(revisions, `${key} ${knownOn}`, { ...cell, knownOn }, incident);
    }
    if (detail !== undefined && hasDetails(category)) {
      const counter = { ...detail, territoryCode: hromadaCode, day, category, knownOn };
      grow(details, Object.values(counter).join('\t'), counter, incident);
    }
    if (!isSensitive(category)) {
      grow(categories, category, { category }, incident);
      continue;
    }
    const cell = { territoryCode: hromadaCode, day, category, knownOn };
    for (const [measure, count] of CELL_MEASURES) sensitive.push({ ...cell, measure, value: incident.growth[count] });
    const { schoolMatter, growth } = incident;
    if (schoolMatter === undefined || category !== 'school_safety') continue;
    sensitive.push({ ...cell, measure: measureOf(schoolMatter), value: growth.incidents });
  }
  return {
    cells: [...cells.values()],
    categories: [...categories.values()],
    revisions: [...revisions.values()],
    sensitive: sumGrowths(sensitive),
    details: [...details.values()],
  };
}

/** The names of the counts of a cell. */
const CELL_MEASURES: readonly (readonly [string, keyof Growth])[] = [
  ['incidents', 'incidents'],
  ['killed', 'killed'],
  ['injured', 'injured'],
  ['defenders_killed', 'defendersKilled'],
  ['defenders_injured', 'defendersInjured'],
  ['children_killed', 'childrenKilled'],
  ['children_injured', 'childrenInjured'],
];

function growCell<Counter extends object>(
  counters: Map<string, Counter & Pick<CellGrowth, 'growth' | 'channels'>>,
  key: string,
  counter: Counter,
  incident: CountedIncident,
): void {
  const before = counters.get(key)?.channels ?? {};
  const { channel, growth } = incident;
  const channels = channel === undefined ? before : { ...before, [channel]: (before[channel] ?? 0) + growth.incidents };
  grow(counters, key, { ...counter, channels }, incident);
}

function grow<Counter extends object>(
  counters: Map<string, Counter & { readonly growth: Growth }>,
  key: string,
  counter: Counter,
  { growth: more }: CountedIncident,
): void {
  const before = counters.get(key)?.growth;
  if (before === undefined) {
    counters.set(key, { ...counter, growth: more });
    return;
  }
  const growth = {
    incidents: before.incidents + more.incidents,
    outcomesOpen: before.outcomesOpen + more.outcomesOpen,
    killed: before.killed + more.killed,
    injured: before.injured + more.injured,
    defendersKilled: before.defendersKilled + more.defendersKilled,
    defendersInjured: before.defendersInjured + more.defendersInjured,
    childrenKilled: before.childrenKilled + more.childrenKilled,
    childrenInjured: before.childrenInjured + more.childrenInjured,
  };
  counters.set(key, { ...counter, growth });
}
