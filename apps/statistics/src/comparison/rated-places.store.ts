import type { EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { findOblast } from '@safe-community/territory';
import { readCoverage, readFilledOf, type FigureRequest, type Measure } from '../figures/module.ts';
import { type Category } from '../incidents/module.ts';
import { partsAsOf, partsOnTheDay, readControl, type Merger, type Part, type Unit } from '../territory/module.ts';
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

/** Count and population of each unit, and whether the count is whole: only then it has a rate. */
export async function readRatedPlaces(tx: EntityManager, count: RatedCount, compared: ComparedUnits): Promise<Place[]> {
  const { measure, from, to } = count;
  const request = requestOf(count, compared);
  const coverage = await readCoverage(tx, request, compared, [measure]);
  const found = await readFilledOf(tx, request, compared);
  const byCode = new Map(found.map((figure) => [figure.territoryCode, figure]));
  const control = await readControl(tx, count.knownOn);
  const byTerritory = Map.groupBy(compared.parts, ({ territory }) => territory);
  return compared.units.map(({ territory }) => {
    const parts = peopledParts(byTerritory.get(territory) ?? []);
    const nothing = { measure: measure.name, territoryCode: territory, value: 0 };
    const figure = byCode.get(territory);
    return {
      code: territory,
      count: figure?.value,
      coverage: (figure ?? coverage?.cover(nothing))?.coverage,
      population: meanPopulation(parts, { from, to }, populationOf, control),
      control: placeControlOf(parts, { from, to }, control),
    };
  });
}

function requestOf(
  { measure, category, from, to, knownOn, territoryAsOf, today }: RatedCount,
  { units }: ComparedUnits,
): FigureRequest {
  return {
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
