/** Statistics of shares from samples with a design effect. Pure numbers, no units. */

/** The quantile of the normal distribution for 95 % confidence. */
const Z_95 = 1.959964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The size of a simple random sample that would be as precise. */
export function effectiveSize(sampleSize: number, designEffect: number): number {
  return sampleSize / designEffect;
}

/**
 * Wilson's interval of a share, within 0 and 1. Source: E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22 (1927), 209–212.
 *
 * @param share 0 to 1.
 * @param size the effective sample size, above 0.
 */
export function wilson(share: number, size: number, z = Z_95): Interval {
  const square = z * z;
  const centre = share + square / (2 * size);
  const spread = z * Math.sqrt((share * (1 - share)) / size + square / (4 * size * size));
  const scale = 1 + square / size;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/** The share of one sample, and how much of the whole the sample represents. */
export interface Stratum {
  readonly share: number;
  /** Effective sample size, above 0. */
  readonly size: number;
  /** People represented, above 0. */
  readonly population: number;
}

export interface Pooled {
  readonly share: number;
  /** Effective sample size. */
  readonly size: number;
}

/**
 * The share of all strata together, weighted by population. Of two estimates of its effective size it takes the smaller
 * one: Kish's, which the unequal weights determine, and the one that gives the variance of the stratified share. The
 * second does not exist if all shares are 0 or 1.
 *
 * @param strata at least one.
 */
export function pool(strata: readonly Stratum[]): Pooled {
  const whole = sum(strata.map(({ population }) => population));
  const weighted = strata.map((stratum) => ({ ...stratum, weight: stratum.population / whole }));
  const share = Math.min(1, sum(weighted.map(({ weight, share: part }) => weight * part)));
  const kish = 1 / sum(weighted.map(({ weight, size }) => weight ** 2 / size));
  const variance = sum(weighted.map(({ weight, share: part, size }) => (weight ** 2 * part * (1 - part)) / size));
  return { share, size: variance > 0 ? Math.min(kish, (share * (1 - share)) / variance) : kish };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
