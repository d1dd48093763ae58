import type { EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { COUNTRY, findOblast } from '@safe-community/territory';
import { readFigures, readFiguresOf, type FigureRequest, type Measure, type Unit } from '../figures/module.ts';
import { type Category } from '../incidents/module.ts';
import { partsAsOf, partsOnTheDay, readControl, type Merger, type Part } from '../territory/module.ts';
import type { Place } from './comparison.ts';
import { placeControlOf } from './place-control.ts';
import { existsIn, meanPopulation } from './population.ts';
import { populatedHromadas, populationOf, populationSources } from './populations.ts';

/** What is compared: a count in some territories and a period. */
export interface RatedCount {
  readonly measure: Measure;
  readonly category: Category | undefined;
  readonly from: Day;
  readonly to: Day;
  readonly knownOn?: Day | undefined;
  readonly territoryAsOf: FigureRequest['territoryAsOf'];
  /** The day of `territoryAsOf: 'today'`. */
  readonly today: Day;
}

/** Territories that exist in the period, with the codes that count for them. */
export interface ComparedUnits {
  readonly units: readonly Unit[];
  readonly mergers: readonly Merger[];
  readonly parts: readonly Part[];
}

export function unitsIn(
  { from, to, territoryAsOf, today }: Omit<RatedCount, 'measure' | 'category'>,
  all: readonly Unit[],
  mergers: readonly Merger[],
): ComparedUnits {
  const parts = territoryAsOf === 'event' ? partsOnTheDay(all, mergers) : partsAsOf(all, mergers, today);
  const partsOf = Map.groupBy(parts, ({ territory }) => territory);
  const units = all.filter(({ territory }) => existsIn(partsOf.get(territory) ?? [], from, to));
  const existing = new Set(units.map(({ territory }) => territory));
  return { units, mergers, parts: parts.filter(({ territory }) => existing.has(territory)) };
}

/** Whether rates of all these units can be compared. A city with special status is comparable with each level. */
export function areComparable(units: readonly Unit[]): boolean {
  const levels = new Set(units.filter(({ territory }) => !isCity(territory)).map(({ level }) => level));
  return levels.size <= 1 && !levels.has('country');
}

/** Oblast, raion, and hromada in one. */
function isCity(code: string): boolean {
  return findOblast(code)?.kind === 'special-city';
}

/** A rate per people needs a count that is known by category, so that sensitive ones are left out. */
export function isComparable({ kind, unit, dimensions }: Measure): boolean {
  return kind === 'count' && COMPARABLE.includes(unit) && dimensions.includes('category');
}

const COMPARABLE: readonly Measure['unit'][] = ['incidents', 'people'];

/** Count and population of each unit. A count is undefined if nothing was counted in the country: 0 would be a claim. */
export async function readRatedPlaces(tx: EntityManager, count: RatedCount, compared: ComparedUnits): Promise<Place[]> {
  const { from, to } = count;
  const counts = (await isCounted(tx, count)) ? await readCounts(tx, count, compared) : undefined;
  const control = await readControl(tx, count.knownOn);
  const byTerritory = Map.groupBy(compared.parts, ({ territory }) => territory);
  return compared.units.map(({ territory }) => {
    const parts = peopledParts(byTerritory.get(territory) ?? []);
    const place = placeControlOf(parts, { from, to }, control);
    const counted = counts?.get(territory);
    return {
      code: territory,
      // Where nobody can report, 0 would be a claim.
      count: counts === undefined || place.isOccupied ? counted : (counted ?? 0),
      population: meanPopulation(parts, { from, to }, populationOf, control),
      control: place,
    };
  });
}

/** Whether incidents of the country were counted in the period. */
async function isCounted(tx: EntityManager, count: RatedCount): Promise<boolean> {
  const { from, to, knownOn, territoryAsOf, today } = count;
  const found = await readFigures(tx, {
    measures: ['incidents'],
    from,
    to,
    territory: { codes: [COUNTRY] },
    groupBy: [],
    knownOn,
    territoryAsOf,
    today,
  });
  return found.some(({ value }) => value > 0);
}

async function readCounts(
  tx: EntityManager,
  { measure, category, from, to, knownOn, territoryAsOf, today }: RatedCount,
  { units, mergers }: ComparedUnits,
): Promise<ReadonlyMap<string, number>> {
  const request: FigureRequest = {
    measures: [measure.name],
    from,
    to,
    territory: { codes: units.map(({ territory }) => territory) },
    groupBy: ['territory'],
    category,
    knownOn,
    territoryAsOf,
    today,
  };
  const found = await readFiguresOf(tx, request, { units, mergers });
  return new Map(found.map(({ territoryCode = '', value }) => [territoryCode, value]));
}

interface Source {
  readonly publisher: string;
  readonly date: string;
}

/** Of the populations. */
export function sourcesOf({ parts }: ComparedUnits): Source[] {
  return populationSources(peopledParts(parts).map(({ code }) => code));
}

/** Counters of an oblast have its own code, but people are known of its hromadas. */
function peopledParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => {
    const ofOblast = populatedHromadas().filter(({ oblastCode }) => oblastCode === part.code);
    return ofOblast.length === 0 ? [part] : ofOblast.map(({ code }) => ({ ...part, code }));
  });
}
