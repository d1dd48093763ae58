import type { Category } from './category.ts';
import { UncountableEvent } from './uncountable-event.ts';

/**
 * Response times are kept as a histogram whose buckets grow with the time, as in
 * DDSketch (Masson, Rim, Lee 2019): any quantile is then known to within a fixed
 * share of its value, at the cost of some hundred counters. A little finer than
 * the promised 2.5 %, so that the rounding of logarithms has room.
 */
const PRECISION = 0.024;
const WIDTH = (1 + PRECISION) / (1 - PRECISION);

/** Responses without any delay: the first responder saw it happen. */
const AT_ONCE = -1;

/** Responses of one category that fall into one bucket. */
export interface BucketGrowth {
  readonly category: Category;
  readonly bucket: number;
  /** Below zero when they count no more. */
  readonly responses: number;
}

export interface Response {
  readonly category: Category;
  /** Milliseconds from received to on scene, 0 or more. */
  readonly milliseconds: number;
}

/** Throws an UncountableEvent when the responder came before the report. */
export function responseOf(category: Category, received: Date, onScene: Date): Response {
  const milliseconds = onScene.getTime() - received.getTime();
  if (milliseconds < 0) throw new UncountableEvent('on_scene_time is before received_time');
  return { category, milliseconds };
}

/** The buckets that these responses make grow, or shrink when they count no more; each is named once. */
export function countResponses(responses: readonly Response[], by: 1 | -1 = 1): BucketGrowth[] {
  const buckets = new Map<string, BucketGrowth>();
  for (const { category, milliseconds } of responses) {
    const bucket = bucketOf(milliseconds);
    const key = `${category} ${bucket}`;
    buckets.set(key, { category, bucket, responses: (buckets.get(key)?.responses ?? 0) + by });
  }
  return [...buckets.values()];
}

/** The bucket of a time in whole milliseconds, 0 or more. */
export function bucketOf(milliseconds: number): number {
  return milliseconds === 0 ? AT_ONCE : Math.ceil(Math.log(milliseconds) / Math.log(WIDTH));
}

/** The time that stands for a bucket, milliseconds: within 2.5 % of every time in it. */
export function timeOf(bucket: number): number {
  return bucket === AT_ONCE ? 0 : (2 * WIDTH ** bucket) / (WIDTH + 1);
}

/** The median in milliseconds, within 2.5 %: the middle time, or the mean of the two in the middle; none of nothing. */
export function medianOf(histogram: readonly Omit<BucketGrowth, 'category'>[]): number | undefined {
  const buckets = histogram.toSorted((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { responses }) => sum + responses, 0);
  if (total === 0) return undefined;
  const timeAt = (rank: number): number => {
    let passed = 0;
    for (const { bucket, responses } of buckets) {
      passed += responses;
      if (rank < passed) return timeOf(bucket);
    }
    throw new RangeError('the rank lies beyond the histogram');
  };
  return (timeAt(Math.floor((total - 1) / 2)) + timeAt(Math.floor(total / 2))) / 2;
}
