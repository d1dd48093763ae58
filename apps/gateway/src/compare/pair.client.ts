import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { CompareTerritoriesRequest } from '@safe-community/contracts/statistics/v1/comparison.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { categoryOfWord, remembered, type Backend } from '../backend/module.ts';
import { periodBefore } from '../hromada/module.ts';
import { toOblast, written } from './compare.client.ts';
import { yearBefore } from './comparison.ts';
import type { Pair, PairedFigure } from './pair.ts';

const MEMORY = { freshMs: 60_000, staleMs: 600_000, most: 500 };

/** @param what a measure of oblasts, or a category of incidents of hromadas. */
export type ReadPair = (level: 'oblast' | 'hromada', what: string, codes: readonly [string, string]) => Promise<Pair>;

/**
 * Of oblasts a measure in whole months, of hromadas the incidents of one category in 52 weeks, as their pages show them.
 */
export function pairReader({ statistics }: Pick<Backend, 'statistics'>, now: () => Date): ReadPair {
  const read = remembered(async (key): Promise<Pair> => {
    const [level = '', what = '', first = '', second = ''] = key.split(' ');
    const [year = 0, month = 0, day = 0] = kyivDay(now()).split('-').map(Number);
    const isOfOblasts = level === 'oblast';
    const period = isOfOblasts ? yearBefore({ year, month, day }) : periodBefore({ year, month, day });
    const { territories, ratio } = await statistics(
      Statistics.compareTerritories,
      CompareTerritoriesRequest.fromPartial({
        measure: isOfOblasts ? what : 'incidents',
        category: isOfOblasts ? IncidentCategory.UNSPECIFIED : categoryOfWord(what),
        firstDay: written(period.from),
        lastDay: written(period.to),
        territoryCodes: [first, second],
      }),
    );
    const figureOf = (code: string): PairedFigure => {
      const found = territories.find((territory) => territory.code === code);
      if (found === undefined) return { count: undefined, isLowerBound: false, rate: undefined, control: undefined };
      const { count, coverage, rate, control } = toOblast(found);
      return { count, isLowerBound: coverage?.completeness === 'incomplete', rate, control };
    };
    return { period, first: figureOf(first), second: figureOf(second), ratio };
  }, MEMORY);
  return (level, what, codes) => read([level, what, ...codes].join(' '));
}
