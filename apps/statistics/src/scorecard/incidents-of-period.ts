import type { Figure } from '../figures/module.ts';
import { isOfEnoughCases } from '../figures/offered.ts';
import type { Category } from '../incidents/module.ts';
import type { Coverage } from '../sources/module.ts';

/** The incidents of a category in a period, without the sensitive ones. */
export interface CategoryMeasure {
  readonly category: Category;
  readonly count: number;
  /** Undefined with too few responses. */
  readonly medianSeconds: number | undefined;
  /** Incidents behind the median. */
  readonly responded: number | undefined;
  /** Of the count. */
  readonly coverage: Coverage | undefined;
}

/** What is read of them, by category. */
export const MEASURES_OF_INCIDENTS = ['incidents', 'outcomes_open', 'response_time_p50'] as const;

/** By category, the most frequent first. */
export function incidentsOf(figures: readonly Figure[]): CategoryMeasure[] {
  const counts = figures.filter(({ measure }) => measure === 'incidents');
  const medians = new Map(
    figures.flatMap((each) => (each.measure === 'response_time_p50' ? [[each.category, each] as const] : [])),
  );
  return [...Map.groupBy(counts, ({ category }) => category)]
    .flatMap(([category, own]) => {
      if (category === undefined) return [];
      const count = own.reduce((sum, { value }) => sum + value, 0);
      const median = medians.get(category);
      const isShown = median !== undefined && isOfEnoughCases(median);
      const medianSeconds = isShown ? median.value : undefined;
      return [{ category, count, medianSeconds, responded: median?.base, coverage: own[0]?.coverage }];
    })
    .toSorted((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
}
