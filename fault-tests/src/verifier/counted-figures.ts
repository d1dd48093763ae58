import { categoryName } from '../category-name.ts';
import { FigureDimension, QueryFiguresRequest } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceClient } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { System } from '../system/system.ts';

const DAY_MS = 24 * 3_600_000;

/** Nationwide counts of statistics by category, around today. */
export async function countedFigures(system: System): Promise<Map<string, number>> {
  using statistics = openClient(StatisticsServiceClient, system.statistics.address, system.credentials);
  const now = Date.now();
  const request = QueryFiguresRequest.fromPartial({
    selection: {
      measures: ['incidents'],
      firstDay: dayOf(now - DAY_MS),
      lastDay: dayOf(now + DAY_MS),
      groupBy: [FigureDimension.CATEGORY],
    },
  });
  const { figures } = await callUnary('QueryFigures', statistics.queryFigures.bind(statistics), request, 5_000);
  return new Map(figures.map(({ category, value }) => [categoryName(category), value]));
}

function dayOf(time: number): { year: number; month: number; day: number } {
  const date = new Date(time);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
