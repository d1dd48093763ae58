import { CATEGORIES, type Category } from './category.ts';
import { medianOf, type BucketCount } from './response-time.ts';

/** The whole country and all time, of one category. */
export interface CategoryTally {
  readonly category: Category;
  readonly incidents: number;
  readonly killed: number;
  readonly defendersKilled: number;
}

export interface IncidentMeasure {
  readonly category: Category;
  readonly count: number;
  readonly responded: number;
  readonly medianResponseSeconds: number | undefined;
}

/** Categories with incidents, the most frequent first. */
export function measureIncidents({
  categories,
  responses,
}: {
  readonly categories: readonly Pick<CategoryTally, 'category' | 'incidents'>[];
  readonly responses: readonly BucketCount[];
}): IncidentMeasure[] {
  return CATEGORIES.map((category) => {
    const histogram = responses.filter((bucket) => bucket.category === category);
    const median = medianOf(histogram);
    return {
      category,
      count: categories.find((tally) => tally.category === category)?.incidents ?? 0,
      responded: histogram.reduce((sum, { responses }) => sum + responses, 0),
      medianResponseSeconds: median === undefined ? undefined : median / 1_000,
    };
  })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
