import { gammaQuantile, normalQuantile } from './distributions.ts';
import type { Exposed, Interval } from './rates.ts';

/** Of the inner and the outer limits of a funnel, as is usual: 2 and 3 standard deviations. */
export const FUNNEL_INNER = 0.95;
export const FUNNEL_OUTER = 0.998;

/**
 * Where a ratio of counted to expected events lies by chance alone, exactly: Spiegelhalter, "Funnel plots for comparing
 * institutional performance", Statistics in Medicine 24 (2005), as FunnelPlotR draws it.
 *
 * @param expected above 0.
 */
export function exactFunnel(expected: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return {
    low: gammaQuantile(tail, expected) / expected,
    high: gammaQuantile(1 - tail, expected + 1) / expected,
  };
}

/**
 * The limits for places that differ beyond chance, on the scale of the square root, which also suits places without
 * events. The variance between places is added to that of chance.
 *
 * @param betweenVariance by `betweenVarianceOf`.
 */
export function widenedFunnel(expected: number, betweenVariance: number, confidence: number): Interval {
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(1 / (4 * expected) + betweenVariance);
  return { low: Math.max(0, 1 - reach) ** 2, high: (1 + reach) ** 2 };
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
