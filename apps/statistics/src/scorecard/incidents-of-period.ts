import type { Figure } from '../figures/module.ts';
import type { Category } from '../incidents/module.ts';

/** The incidents of a category in a period, without the sensitive ones. */
export interface CategoryMeasure {
  readonly category: Category;
  /** Undefined where none was counted, as the others. */
  readonly count: number | undefined;
  /** Invented; never part of `count`. */
  readonly demonstration: number | undefined;
  readonly medianSeconds: number | undefined;
  /** Of invented incidents, where no real one has a response. */
  readonly inventedMedianSeconds: number | undefined;
  /** Incidents behind the median. */
  readonly responded: number | undefined;
}

/** By category, the most frequent first; of a week or of the whole period, the counts add up. */
export function incidentsOf(figures: readonly Figure[]): CategoryMeasure[] {
  const counts = figures.filter(({ measure }) => measure === 'incidents');
  const medians = new Map(
    figures.flatMap((each) => (each.measure === 'response_time_p50' ? [[each.category, each] as const] : [])),
  );
  return [...Map.groupBy(counts, ({ category }) => category)]
    .flatMap(([category, own]) => {
      if (category === undefined) return [];
      const all = own.reduce((sum, { value }) => sum + value, 0);
      const demonstration = own.reduce((sum, each) => sum + each.demonstration, 0);
      const median = medians.get(category);
      const isInvented = median !== undefined && median.demonstration > 0;
      return [
        {
          category,
          count: orUnknown(all - demonstration),
          demonstration: orUnknown(demonstration),
          medianSeconds: isInvented ? undefined : median?.value,
          inventedMedianSeconds: isInvented ? median.value : undefined,
          responded: median?.base,
        },
      ];
    })
    .toSorted((a, b) => sizeOf(b) - sizeOf(a) || (a.category < b.category ? -1 : 1));
}

function sizeOf({ count = 0, demonstration = 0 }: CategoryMeasure): number {
  return count + demonstration;
}

function orUnknown(count: number): number | undefined {
  return count > 0 ? count : undefined;
}
