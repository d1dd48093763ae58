import {
  GetCoverageRequest,
  OfficerRegistryServiceService as Registry,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import {
  FigureDimension,
  QueryFiguresRequest,
  TerritoryLevel,
  type CountedFigure,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { remembered, type Backend } from '../backend/module.ts';
import type { HromadaCoverage, ReadCoverage } from '../coverage/module.ts';
import { periodBefore, type Period } from '../hromada/module.ts';
import { leftOutOf, measuresReader } from '../measures/module.ts';
import { allPlaces } from '../places/module.ts';
import { dayOf, type CalendarDay, type Language } from '../site/module.ts';
import type { MapFigure, MapFigures, MapMeasure } from './measure.ts';

/** The figures of the country change little, and a map of them is the dearest page. */
const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 10 };
const ALL_PLACES = 2_000;

export interface MeasuredMap {
  readonly figures: MapFigures;
  /** Undefined: of the day alone. */
  readonly period: Period | undefined;
  /** When it was read. */
  readonly today: CalendarDay;
  /** What the figures leave out. Undefined: nothing. */
  readonly leftOut: Readonly<Record<Language, string>> | undefined;
}

export type ReadMap = (measure: MapMeasure) => Promise<MeasuredMap>;

/** Figures of the whole country, whatever part of it is shown: one call serves the maps of all oblasts. */
export function mapReader(backend: Backend, now: () => Date, readCoverage: ReadCoverage): ReadMap {
  const { officers, statistics } = backend;
  const readMeasures = measuresReader(backend);
  const today = () => dayOf(kyivDay(now()));
  const byOblast = remembered(async (): Promise<MeasuredMap> => {
    const { oblasts } = await officers(Registry.getCoverage, GetCoverageRequest.fromPartial({}));
    const figures = oblasts
      .filter(({ hromadas }) => hromadas > 0)
      .map(({ oblastCode, coveredHromadas, hromadas }) => {
        return [oblastCode, { value: (coveredHromadas / hromadas) * 100 }] as const;
      });
    return { figures: new Map(figures), period: undefined, today: today(), leftOut: undefined };
  }, MEMORY);
  const counted = remembered(async (measure): Promise<MeasuredMap> => {
    const isStock = measure === 'camera_coverage';
    const day = today();
    const period = isStock ? undefined : periodBefore(day);
    const request = QueryFiguresRequest.fromPartial({
      selection: {
        measures: [measure],
        firstDay: period?.from ?? day,
        lastDay: period?.to ?? day,
        level: isStock ? TerritoryLevel.OBLAST : TerritoryLevel.HROMADA,
        groupBy: [FigureDimension.TERRITORY],
      },
      fillGaps: measure === 'incidents',
      pageSize: ALL_PLACES,
    });
    const [{ figures }, leftOut] = await Promise.all([
      statistics(Statistics.queryFigures, request),
      isStock ? undefined : leftOutOf(readMeasures, measure),
    ]);
    const shownOf = FIGURES[measure] ?? (({ value }) => value);
    const known = figures.flatMap((figure): [string, MapFigure][] => {
      const value = shownOf(figure);
      const isIncomplete = figure.coverage?.completeness === Completeness.INCOMPLETE;
      return value === undefined ? [] : [[figure.territoryCode, { value, isIncomplete }]];
    });
    return { figures: new Map(known), period, today: day, leftOut };
  }, MEMORY);
  const ofCoverage = async (valueOf: (row: HromadaCoverage) => number): Promise<MeasuredMap> => {
    const hromadas = await readCoverage();
    // Where the programme does not apply, there is nothing to measure.
    const figures = hromadas
      .filter(({ isEligible, population }) => isEligible && population > 0)
      .map((row) => [row.hromadaCode, { value: valueOf(row) }] as const);
    return { figures: new Map(figures), period: undefined, today: today(), leftOut: undefined };
  };
  return (measure) => {
    switch (measure) {
      case 'coverage':
        return ofCoverage(({ populationCovered, population }) => (populationCovered / population) * 100);
      case 'officers':
        return ofCoverage(({ staffedBeats, population }) => (staffedBeats / population) * 10_000);
      case 'hromadas':
        return byOblast('');
      case 'response':
        return counted('response_time_p50');
      case 'incidents':
        return counted('incidents');
      case 'cameras':
        return counted('camera_coverage');
      default:
        return measure satisfies never;
    }
  };
}

/** Undefined where it is not known. */
const FIGURES: Readonly<Record<string, (figure: CountedFigure) => number | undefined>> = {
  incidents: ({ territoryCode, value }) => {
    const population = populations().get(territoryCode) ?? 0;
    return population === 0 ? undefined : (value / population) * 10_000;
  },
  response_time_p50: ({ value }) => value / 60,
};

let known: ReadonlyMap<string, number> | undefined;

function populations(): ReadonlyMap<string, number> {
  known ??= new Map(allPlaces('uk').map(({ code, population }) => [code, population]));
  return known;
}
