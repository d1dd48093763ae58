import type { Category } from './category.ts';

/**
 * Response times are kept as a histogram whose buckets grow with the time, as in DDSketch (Masson, Rim, Lee 2019): any
 * quantile is known within a fixed share of its value, at the cost of a few hundred counters. Slightly finer than the
 * promised 2.5 %, to allow for the rounding of logarithms.
 */
const PRECISION = 0.024;
const WIDTH = (1 + PRECISION) / (1 - PRECISION);

/** The bucket of responses without any delay: the first responder was a witness. */
const AT_ONCE = -1;

/** Responses of one category that fall into one bucket. */
export interface BucketCount {
  readonly category: Category;
  readonly bucket: number;
  /** Negative when they no longer count. */
  readonly responses: number;
}

export interface Response {
  readonly category: Category;
  /** Milliseconds from received to on scene, 0 or more. */
  readonly milliseconds: number;
}

/** Undefined when the responder came before the report. */
export function responseOf(category: Category, received: Date, onScene: Date): Response | undefined {
  const milliseconds = onScene.getTime() - received.getTime();
  return milliseconds < 0 ? undefined : { category, milliseconds };
}

/** The buckets that these responses change, each of them once; by -1 when the responses no longer count. */
export function countResponses(responses: readonly Response[], by: 1 | -1 = 1): BucketCount[] {
  const buckets = new Map<string, BucketCount>();
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

/** The time that represents a bucket, milliseconds: within 2.5 % of every time in it. */
export function timeOf(bucket: number): number {
  return bucket === AT_ONCE ? 0 : (2 * WIDTH ** bucket) / (WIDTH + 1);
}

/**
 * A quantile in milliseconds, within 2.5 % of the exact one: of n sorted times the one of rank q(n - 1), rounded down
 * (the lower quantile of DDSketch). Undefined without times.
 *
 * @param quantile 0 to 1.
 */
export function quantileOf(histogram: readonly Bucket[], quantile: number): number | undefined {
  const total = totalOf(histogram);
  return total <= 0 ? undefined : timeAt(histogram, Math.floor(quantile * (total - 1)));
}

type Bucket = Pick<BucketCount, 'bucket' | 'responses'>;

function totalOf(histogram: readonly Bucket[]): number {
  return histogram.reduce((sum, { responses }) => sum + responses, 0);
}

/** @param rank from 0 to below the total. */
function timeAt(histogram: readonly Bucket[], rank: number): number {
  let passed = 0;
  for (const { bucket, responses } of histogram.toSorted((a, b) => a.bucket - b.bucket)) {
    passed += responses;
    if (rank < passed) return timeOf(bucket);
  }
  throw new RangeError('the rank is beyond the histogram');
}
