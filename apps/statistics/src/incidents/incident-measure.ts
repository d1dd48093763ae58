import { CATEGORIES, type Category } from './category.ts';
import { medianOf, type BucketCount } from './response-time.ts';

/** The whole country and all time, of one category. */
export interface CategoryTally {
  readonly category: Category;
  readonly demonstration: boolean;
  readonly incidents: number;
  readonly killed: number;
  readonly defendersKilled: number;
}

/** Responses of the whole country and all time. */
export interface BucketTally extends BucketCount {
  /** Of these, to invented incidents. */
  readonly demonstration: number;
}

export interface IncidentMeasure {
  readonly category: Category;
  readonly count: number;
  /** Of these, invented ones. */
  readonly demonstration: number;
  readonly responded: number;
  /** Of these, invented ones. */
  readonly respondedDemonstration: number;
  /** Of real responses; of invented ones if there are no others. */
  readonly medianResponseSeconds: number | undefined;
}

/** Categories with incidents, the most frequent first. */
export function measureIncidents({
  categories,
  responses,
}: {
  readonly categories: readonly Pick<CategoryTally, 'category' | 'demonstration' | 'incidents'>[];
  readonly responses: readonly BucketTally[];
}): IncidentMeasure[] {
  return CATEGORIES.map((category) => {
    const own = categories.filter((tally) => tally.category === category);
    const histogram = responses.filter((bucket) => bucket.category === category);
    const real = histogram.map((tally) => ({ ...tally, responses: tally.responses - tally.demonstration }));
    const invented = histogram.map((tally) => ({ ...tally, responses: tally.demonstration }));
    const median = medianOf(real) ?? medianOf(invented);
    return {
      category,
      count: own.reduce((sum, { incidents }) => sum + incidents, 0),
      demonstration: own.reduce((sum, tally) => sum + (tally.demonstration ? tally.incidents : 0), 0),
      responded: histogram.reduce((sum, { responses }) => sum + responses, 0),
      respondedDemonstration: histogram.reduce((sum, tally) => sum + tally.demonstration, 0),
      medianResponseSeconds: median === undefined ? undefined : median / 1_000,
    };
  })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
