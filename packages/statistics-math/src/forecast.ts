import { negativeBinomialQuantile } from './distributions.ts';
import { CONFIDENCE, type Estimate } from './rates.ts';

/** What has been counted of a period that is not over. */
export interface SoFar {
  readonly count: number;
  /** The share of the events of the whole period that is expected by now: above 0, at most 1. */
  readonly share: number;
  /** The variance of `share`; 0 if it is known, such as the share of the days. */
  readonly shareVariance: number;
  /** The variance of counts as a multiple of their mean, 1 or more: `dispersionOf`. */
  readonly dispersion: number;
}

/**
 * The count at the end of the period, with the interval in which it lies with this probability. Jeffreys' prior for the
 * rate makes the remaining count negative binomial (Gelman and others, Bayesian Data Analysis, section 2.6); dispersion
 * and the uncertainty of the share widen it.
 */
export function forecastCount(soFar: SoFar, confidence = CONFIDENCE): Estimate {
  const { count, share, shareVariance, dispersion } = soFar;
  if (share >= 1) return { value: count, low: count, high: count };
  const mean = ((count + 0.5) * (1 - share)) / share;
  const variance = (dispersion * mean) / share + ((count + 0.5) / share ** 2) ** 2 * shareVariance;
  const tail = (1 - confidence) / 2;
  return {
    value: count / share,
    low: count + negativeBinomialQuantile(tail, { mean, variance }),
    high: count + negativeBinomialQuantile(1 - tail, { mean, variance }),
  };
}

/**
 * The variance of counts of equal lengths of time as a multiple of their mean, never below 1 (Pearson's statistic over
 * its degrees of freedom). 1 if there are fewer than two counts, or no event.
 */
export function dispersionOf(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  if (counts.length < 2 || mean === 0) return 1;
  const squares = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0);
  return Math.max(1, squares / mean / (counts.length - 1));
}
