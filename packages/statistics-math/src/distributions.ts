import jstat from 'jstat';

/** The quantile of the standard normal distribution; 1.96 for 0.975. */
export function normalQuantile(probability: number): number {
  return -Math.SQRT2 * jstat.erfcinv(2 * probability);
}

/** The quantile of the gamma distribution with rate 1; 0 for the shape 0. */
export function gammaQuantile(probability: number, shape: number): number {
  if (shape === 0 || probability === 0) return 0;
  return jstat.gammapinv(probability, shape);
}

/** The quantile of the beta distribution. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return jstat.ibetainv(probability, a, b);
}

/** The probability of exactly `count` events when `mean` are expected, above 0. */
export function poissonAt(count: number, mean: number): number {
  return Math.exp(count * Math.log(mean) - mean - logGamma(count + 1));
}

/** The probability of `count` or fewer events when `mean` are expected. */
export function poissonAtMost(count: number, mean: number): number {
  if (count < 0) return 0;
  return 1 - poissonAtLeast(Math.floor(count) + 1, mean);
}

/** The probability of `count` or more events when `mean` are expected. */
export function poissonAtLeast(count: number, mean: number): number {
  if (count <= 0) return 1;
  return mean === 0 ? 0 : jstat.lowRegGamma(Math.ceil(count), mean);
}

/** The probability of `count` or more events of a negative binomial distribution. */
export function negativeBinomialAtLeast(count: number, { mean, variance }: Moments): number {
  if (count <= 0) return 1;
  if (mean === 0) return 0;
  if (variance <= mean) return poissonAtLeast(count, mean);
  const size = (mean * mean) / (variance - mean);
  return jstat.ibeta(1 - mean / variance, Math.ceil(count), size);
}

/** The smallest count that the negative binomial distribution does not exceed with this probability. */
export function negativeBinomialQuantile(probability: number, moments: Moments): number {
  const isReached = (count: number) => negativeBinomialAtLeast(count + 1, moments) <= 1 - probability;
  let [below, above] = [-1, Math.max(1, Math.ceil(moments.mean))];
  while (!isReached(above)) [below, above] = [above, above * 2];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (isReached(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** A variance that is not above the mean gives the Poisson distribution. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** The logarithm of the gamma function. */
export function logGamma(x: number): number {
  return jstat.gammaln(x);
}
