import { normalQuantile, poissonAt, poissonAtLeast, poissonAtMost } from './distributions.ts';
import type { Exposed, Interval } from './rates.ts';

/** Of the inner and the outer limits of a funnel, as is usual: 2 and 3 standard deviations. */
export const FUNNEL_INNER = 0.95;
export const FUNNEL_OUTER = 0.998;

/**
 * Between which ratios of counted to expected events places lie by chance alone: the quantiles of the Poisson distribution,
 * interpolated between whole counts, so that limits are smooth (Spiegelhalter, "Funnel plots for comparing institutional
 * performance", Statistics in Medicine 24, 2005, appendix A.1). Each limit is interpolated in its own tail, the upper one
 * as the mirror image of the lower one: a place passes neither more often than stated, also where few events are
 * expected. Spiegelhalter interpolates both from below, and 8 % of places that expect one event pass his upper limit of 2.5 %.
 *
 * @param expected above 0.
 */
export function exactFunnel(expected: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  const { count: least, atMost } = firstAbove(tail, expected);
  const { count: most, atLeast } = lastAbove(tail, expected);
  return {
    low: Math.max(0, least - (atMost - tail) / poissonAt(least, expected)) / expected,
    high: (most + (atLeast - tail) / poissonAt(most, expected)) / expected,
  };
}

/** The smallest count with a higher probability of so many events or fewer. */
function firstAbove(probability: number, mean: number) {
  let count = likelyQuantile(probability, mean);
  let atMost = poissonAtMost(count, mean);
  while (atMost <= probability) {
    count += 1;
    atMost += poissonAt(count, mean);
  }
  while (count > 0 && atMost - poissonAt(count, mean) > probability) {
    atMost -= poissonAt(count, mean);
    count -= 1;
  }
  return { count, atMost };
}

/** The largest count with a higher probability of so many events or more. */
function lastAbove(probability: number, mean: number) {
  let count = likelyQuantile(1 - probability, mean);
  let atLeast = poissonAtLeast(count, mean);
  while (atLeast <= probability) {
    count -= 1;
    atLeast += poissonAt(count, mean);
  }
  while (atLeast - poissonAt(count, mean) > probability) {
    atLeast -= poissonAt(count, mean);
    count += 1;
  }
  return { count, atLeast };
}

/** Near the quantile, to begin with (Wilson and Hilferty 1931). */
function likelyQuantile(probability: number, mean: number): number {
  const root = 1 - 1 / (9 * mean) + normalQuantile(probability) / (3 * Math.sqrt(mean));
  return Math.max(0, Math.floor(mean * Math.max(0, root) ** 3));
}

/**
 * The limits for places that differ beyond chance, on the scale of the square root, which also suits places without
 * events. The variance between places is added to that of chance. Never within the limits by chance alone, which are wider
 * than that scale says where few events are expected.
 *
 * @param betweenVariance by `betweenVarianceOf`.
 */
export function widenedFunnel(expected: number, betweenVariance: number, confidence: number): Interval {
  const exact = exactFunnel(expected, confidence);
  if (betweenVariance === 0) return exact;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(1 / (4 * expected) + betweenVariance);
  return {
    low: Math.min(exact.low, Math.max(0, 1 - reach) ** 2),
    high: Math.max(exact.high, (1 + reach) ** 2),
  };
}

/** The share of the places at each end whose deviation counts only as much as that of the last one before them. */
const WINSORISED = 0.1;

/**
 * The variance between places of the square root of the ratio of counted to expected events, beyond chance (DerSimonian
 * and Laird 1986). 0 if chance explains the differences. The most extreme tenth at each end is winsorised, so that the
 * places that the funnel shall show do not widen it.
 */
export function betweenVarianceOf(places: readonly Exposed[], mean: number): number {
  if (places.length < 2) return 0;
  const scores = places.map(({ count, exposure }) => 2 * (Math.sqrt(count) - Math.sqrt(mean * exposure)));
  const sorted = scores.toSorted((a, b) => a - b);
  const [least, most] = [quantileOf(sorted, WINSORISED), quantileOf(sorted, 1 - WINSORISED)];
  const squares = scores.reduce((sum, score) => sum + Math.min(most, Math.max(least, score)) ** 2, 0);
  // Weights are the inverse of the variance by chance, 1 / (4 expected).
  const weights = places.map(({ exposure }) => 4 * mean * exposure);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const sumOfSquares = weights.reduce((total, weight) => total + weight ** 2, 0);
  return Math.max(0, (squares - (places.length - 1)) / (sum - sumOfSquares / sum));
}

/** By linear interpolation, as type 7 of R. */
function quantileOf(sorted: readonly number[], probability: number): number {
  const place = (sorted.length - 1) * probability;
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
