import type { Amount, Chart, Funnel, Language } from '@safe-community/charts';
import { isOccupied, judge, limitsAt, type Comparison, type Group } from '../comparison/module.ts';
import type { FigureRequest, Measure } from '../figures/module.ts';
import { writtenDay } from './chart-request.ts';
import { RATE_TEXTS } from './chart-words.ts';
import { nameOf, notesOf, subtitleOf, titleOf } from './figure-charts.mapping.ts';

/** Compared territories, and how their rates are shown. */
export interface ChartedRates {
  readonly kind: 'funnel' | 'rates';
  readonly language: Language;
  readonly request: FigureRequest;
  readonly measure: Measure;
  readonly territories: readonly string[];
  readonly comparison: Comparison;
  readonly populationSources: readonly { readonly publisher: string; readonly date: string }[];
}

type Place = Comparison['ranking'][number]['place'];

/** The rates and limits of `CompareTerritories`. */
export function rateChartOf(charted: ChartedRates): Chart {
  const { kind, language, request, territories, comparison } = charted;
  const { ranking, group } = comparison;
  const places = ranking.map(({ place }) => place).filter((place) => !isOccupied(place));
  const notes = [...occupiedOf(ranking, language), ...sourcesOf(charted)];
  const total = group.rate && { name: RATE_TEXTS.together[language], value: group.rate.value };
  const common = {
    title: titleOf(charted),
    subtitle: subtitleOf(request, territories, language),
    unit: { other: RATE_TEXTS.unit[language] },
    intervalName: RATE_TEXTS.interval[language],
  };
  if (kind === 'rates') {
    return {
      ...common,
      kind,
      rates: places.map((place) => ({ ...amountOf(place, charted), name: nameOf(place.code, language) })),
      baseline: total,
      notes: [...notesOf(charted), RATE_TEXTS.order[language], ...notes],
    };
  }
  const populated = places.flatMap(({ population, ...place }) =>
    population === undefined ? [] : { ...place, population },
  );
  return {
    ...common,
    kind,
    points: populated.map((place) => ({
      ...amountOf(place, charted),
      name: nameOf(place.code, language),
      population: place.population,
    })),
    limits: limitsOf(
      populated.map(({ population }) => population),
      group,
    ),
    mean: total,
    populationName: RATE_TEXTS.population[language],
    notes: [...notesOf(charted), ...spreadOf(group, language), ...absentOf(places, language), ...notes],
  };
}

function amountOf(place: Place, { comparison }: ChartedRates): Amount {
  const rate = judge(place, comparison.group)?.rate;
  return { value: rate?.value, low: rate?.low, high: rate?.high };
}

/** Between the populations of the places, so that lines are smooth where there are few places. */
const STEPS = 40;

/** Of each population of a place, so that its position is that of `CompareTerritories`, and of some between them. */
function limitsOf(populations: readonly number[], group: Group): Funnel['limits'] {
  const [first, last] = [Math.min(...populations), Math.max(...populations)];
  const steps = Array.from({ length: STEPS }, (_, index) =>
    Math.round(first * (last / first) ** (index / (STEPS - 1))),
  );
  const all = populations.length === 0 ? [] : [...new Set([...populations, ...steps])];
  return all.flatMap((population) => {
    const { inner, outer } = limitsAt(population, group)?.widened ?? {};
    if (inner === undefined || outer === undefined) return [];
    return { population, innerLow: inner.low, innerHigh: inner.high, outerLow: outer.low, outerHigh: outer.high };
  });
}

function spreadOf({ spread }: Group, language: Language): string[] {
  if (spread === undefined) return [];
  return [RATE_TEXTS.spread[language].replace('{}', String(Math.round(100 * spread.overdispersion)))];
}

/** A funnel has no place for these. */
function absentOf(places: readonly Place[], language: Language): string[] {
  const absent = places.filter(({ population }) => population === undefined).map(({ code }) => nameOf(code, language));
  return absent.length === 0 ? [] : [`${RATE_TEXTS.withoutPopulation[language]}: ${absent.join(', ')}`];
}

/** Nobody can report from there. */
function occupiedOf(ranking: Comparison['ranking'], language: Language): string[] {
  const names = ranking.flatMap(({ place }) => (isOccupied(place) ? nameOf(place.code, language) : []));
  if (names.length === 0) return [];
  const listed = names.length > MAX_LISTED ? '' : ` (${names.join(', ')})`;
  return [`${RATE_TEXTS.occupied[language].replace('{}', String(names.length))}${listed}`];
}

/** More names than these fill a note. */
const MAX_LISTED = 8;

function sourcesOf({ populationSources, language }: ChartedRates): string[] {
  const sources = populationSources.map(({ publisher, date }) => `${publisher}, ${writtenDay(date)}`);
  return sources.length === 0 ? [] : [`${RATE_TEXTS.sources[language]}: ${sources.join('; ')}`];
}
