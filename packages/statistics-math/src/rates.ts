import { betaQuantile, gammaQuantile } from './distributions.ts';

/** From the lower to the upper limit; the upper one may be infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Of every interval, unless the caller says otherwise. */
export const CONFIDENCE = 0.95;

/**
 * The exact interval of the mean of a Poisson distribution of which `count` events were seen: Garwood, "Fiducial limits
 * for the Poisson distribution", Biometrika 28 (1936).
 */
export function poissonInterval(count: number, confidence = CONFIDENCE): Interval {
  const tail = (1 - confidence) / 2;
  return { low: gammaQuantile(tail, count), high: gammaQuantile(1 - tail, count + 1) };
}

/** Events of a group of people, or of a length of time. */
export interface Exposed {
  readonly count: number;
  /** People, days, or their product; above 0. */
  readonly exposure: number;
}

export interface Estimate extends Interval {
  readonly value: number;
}

/** Events per `per` units of exposure, with the exact interval. */
export function rateOf({ count, exposure }: Exposed, per: number, confidence = CONFIDENCE): Estimate {
  const { low, high } = poissonInterval(count, confidence);
  const scale = per / exposure;
  return { value: count * scale, low: low * scale, high: high * scale };
}

/**
 * The ratio of two rates with its exact interval. Given the sum of both counts, the first one has a binomial
 * distribution, so the limits follow from those of Clopper and Pearson (Przyborowski and Wilenski, Biometrika 31, 1940).
 * Undefined without any event. Without an event in the second group the ratio has no value and no upper limit.
 */
export function rateRatio(first: Exposed, second: Exposed, confidence = CONFIDENCE): Estimate | undefined {
  const [a, b] = [first.count, second.count];
  if (a + b === 0) return undefined;
  const tail = (1 - confidence) / 2;
  const scale = second.exposure / first.exposure;
  const oddsOf = (share: number) => (share / (1 - share)) * scale;
  return {
    value: b === 0 ? Number.POSITIVE_INFINITY : (a / b) * scale,
    low: a === 0 ? 0 : oddsOf(betaQuantile(tail, a, b + 1)),
    high: b === 0 ? Number.POSITIVE_INFINITY : oddsOf(betaQuantile(1 - tail, a + 1, b)),
  };
}

/** The exact interval of a share, `count` of `total`: Clopper and Pearson, Biometrika 26 (1934). */
export function shareOf(count: number, total: number, confidence = CONFIDENCE): Estimate {
  const tail = (1 - confidence) / 2;
  return {
    value: count / total,
    low: count === 0 ? 0 : betaQuantile(tail, count, total - count + 1),
    high: count === total ? 1 : betaQuantile(1 - tail, count + 1, total - count),
  };
}
