import {
  CompareTerritoriesRequest,
  FunnelPosition,
  type CompareTerritoriesResponse,
  type ComparedTerritory,
} from '@safe-community/contracts/statistics/v1/comparison.ts';
import { TerritoryLevel } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { remembered, type Backend } from '../backend/module.ts';
import { toPlaceControl } from '../coverage/module.ts';
import { toCoverageView } from '../measures/module.ts';
import type { CalendarDay } from '../site/module.ts';
import { yearBefore, type ComparedMeasure, type ComparedOblast, type Comparison, type Position } from './comparison.ts';

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 10 };
/** There are 27. */
const ALL_OBLASTS = 100;

export type ReadComparison = (measure: ComparedMeasure) => Promise<Comparison>;

/** Figures of the last year, oblasts side by side. */
export function comparisonReader({ statistics }: Pick<Backend, 'statistics'>, now: () => Date): ReadComparison {
  return remembered(async (measure) => {
    const [year = 0, month = 0, day = 0] = kyivDay(now()).split('-').map(Number);
    const period = yearBefore({ year, month, day });
    const request = CompareTerritoriesRequest.fromPartial({
      measure,
      firstDay: written(period.from),
      lastDay: written(period.to),
      level: TerritoryLevel.OBLAST,
      pageSize: ALL_OBLASTS,
    });
    return toComparison(await statistics(Statistics.compareTerritories, request), period);
  }, MEMORY);
}

function toComparison({ territories, group }: CompareTerritoriesResponse, period: Comparison['period']): Comparison {
  const isCounted = group !== undefined && group.count > 0n;
  return {
    period,
    oblasts: territories.map(toOblast),
    mean: isCounted ? group.rate : undefined,
    differs: isCounted && group.overdispersion !== undefined ? group.overdispersion > 0 : undefined,
  };
}

const POSITIONS: ReadonlyMap<FunnelPosition, Position> = new Map([
  [FunnelPosition.FAR_BELOW, 'farBelow'],
  [FunnelPosition.BELOW, 'below'],
  [FunnelPosition.WITHIN, 'within'],
  [FunnelPosition.ABOVE, 'above'],
  [FunnelPosition.FAR_ABOVE, 'farAbove'],
]);

export function toOblast(territory: ComparedTerritory): ComparedOblast {
  const { code, count, population, rank, sharesRank, rate, shrunkenRate, widenedLimits, position } = territory;
  return {
    code,
    count: count === undefined ? undefined : Number(count),
    coverage: toCoverageView(territory.coverage),
    population: population === undefined ? undefined : Number(population),
    rank: rank === 0 ? undefined : rank,
    sharesRank,
    rate,
    shrunkenRate,
    limits: widenedLimits,
    position: POSITIONS.get(position),
    control: toPlaceControl(territory),
    occupiedHromadas: territory.occupiedHromadas,
  };
}

export function written({ year, month, day }: CalendarDay): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
