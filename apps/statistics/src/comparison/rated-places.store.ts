import type { EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { findOblast } from '@safe-community/territory';
import {
  readFigures,
  readFiguresOf,
  type Figure,
  type FigureRequest,
  type Measure,
  type Unit,
} from '../figures/module.ts';
import { COUNTRY, type Category } from '../incidents/module.ts';
import { partsAsOf, partsOnTheDay, type Merger, type Part } from '../territory/module.ts';
import type { Place } from './comparison.ts';
import { existsIn, meanPopulation } from './population.ts';
import { populatedHromadas, populationOf, populationSources } from './populations.adapter.ts';

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
  /** Of invented instead of real data. */
  readonly demonstration: boolean;
}

/** Territories that exist in the period, with the codes that count for them. */
export interface ComparedUnits {
  readonly units: readonly Unit[];
  readonly mergers: readonly Merger[];
  readonly parts: readonly Part[];
}

export function unitsIn(
  { from, to, territoryAsOf, today }: Omit<RatedCount, 'measure' | 'category' | 'demonstration'>,
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

/**
 * Count and population of each unit. A count is undefined if it is not known of a part of the incidents, and everywhere
 * if nothing was counted in the country: 0 would be a claim.
 */
export async function readRatedPlaces(tx: EntityManager, count: RatedCount, compared: ComparedUnits): Promise<Place[]> {
  const { from, to } = count;
  const isAnyCounted = await isCounted(tx, count);
  const counts = isAnyCounted ? await readCounts(tx, count, compared) : new Map<string, number | undefined>();
  const byTerritory = Map.groupBy(compared.parts, ({ territory }) => territory);
  return compared.units.map(({ territory }) => ({
    code: territory,
    count: isAnyCounted && !counts.has(territory) ? 0 : counts.get(territory),
    population: meanPopulation(peopledParts(byTerritory.get(territory) ?? []), { from, to }, populationOf),
  }));
}

/** Whether incidents of the country were counted in the period, real or invented ones as wanted. */
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
  return found.some((figure) => partOf(figure, count.demonstration) > 0);
}

async function readCounts(
  tx: EntityManager,
  { measure: { name, source }, category, from, to, knownOn, territoryAsOf, today, demonstration }: RatedCount,
  { units, mergers }: ComparedUnits,
): Promise<ReadonlyMap<string, number | undefined>> {
  const request: FigureRequest = {
    // A number that is not known has no figure, but its incidents have.
    measures: source.kind === 'cells' ? [...new Set([name, 'incidents'])] : [name],
    from,
    to,
    territory: { codes: units.map(({ territory }) => territory) },
    groupBy: ['territory', 'category'],
    category,
    knownOn,
    territoryAsOf,
    today,
  };
  const found = await readFiguresOf(tx, request, { units, mergers });
  const byTerritory = Map.groupBy(found, ({ territoryCode = '' }) => territoryCode);
  return new Map([...byTerritory].map(([code, figures]) => [code, sumOf(figures, name, demonstration)]));
}

function sumOf(figures: readonly Figure[], name: string, demonstration: boolean): number | undefined {
  const own = figures.filter(({ measure }) => measure === name);
  const categories = new Set(figures.map(({ category }) => category));
  if (figures.some(({ measure }) => measure !== name) && own.length < categories.size) return undefined;
  return own.reduce((sum, each) => sum + partOf(each, demonstration), 0);
}

function partOf({ value, demonstration }: Figure, isInvented: boolean): number {
  return isInvented ? demonstration : value - demonstration;
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
