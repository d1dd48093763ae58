import { gammaQuantile, logGamma } from './distributions.ts';
import { CONFIDENCE, rateOf, type Estimate, type Exposed } from './rates.ts';

/** How the rates of a group of places differ from each other beyond chance. */
export interface Spread {
  /** Events per unit of exposure in the whole group. */
  readonly mean: number;
  /** All events and the exposure of the whole group. */
  readonly total: Exposed;
  /**
   * The shape of the gamma distribution of the true rates. Infinite: the places do not differ beyond chance, and every
   * rate shrinks to the mean.
   */
  readonly shape: number;
  /** The standard deviation of the true rates as a share of their mean: 0 without overdispersion. */
  readonly overdispersion: number;
}

/** Beyond this shape, the rates differ by less than 0.1 %. */
const MAX_SHAPE = 1e6;
const MIN_SHAPE = 1e-3;
const STEPS = 60;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The spread of the true rates by maximum likelihood: counts are Poisson, true rates are gamma, so counts are negative
 * binomial (Clayton and Kaldor, "Empirical Bayes estimates of age-standardized relative risks", Biometrics 43, 1987).
 * Undefined without any event.
 */
export function spreadOf(places: readonly Exposed[]): Spread | undefined {
  const counts = places.reduce((sum, { count }) => sum + count, 0);
  if (counts === 0) return undefined;
  const total = { count: counts, exposure: places.reduce((sum, { exposure }) => sum + exposure, 0) };
  const crude = counts / total.exposure;
  let [low, high] = [Math.log(MIN_SHAPE), Math.log(MAX_SHAPE)];
  const heightAt = (logShape: number) => {
    const shape = Math.exp(logShape);
    return logLikelihood(places, meanFor(places, shape, crude), shape);
  };
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atLeft, atRight] = [heightAt(left), heightAt(right)];
  for (let step = 0; step < STEPS; step += 1) {
    if (atLeft < atRight) {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = heightAt(right);
    } else {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = heightAt(left);
    }
  }
  const shape = Math.exp((low + high) / 2);
  if (shape > MAX_SHAPE / 2) return { mean: crude, total, shape: Number.POSITIVE_INFINITY, overdispersion: 0 };
  return { mean: meanFor(places, shape, crude), total, shape, overdispersion: 1 / Math.sqrt(shape) };
}

/** The mean at which the likelihood of this shape is greatest, by iterated weighting. */
function meanFor(places: readonly Exposed[], shape: number, start: number): number {
  let mean = start;
  for (let step = 0; step < STEPS; step += 1) {
    let [counts, exposures] = [0, 0];
    for (const { count, exposure } of places) {
      const weight = shape / (shape + mean * exposure);
      counts += weight * count;
      exposures += weight * exposure;
    }
    const next = counts / exposures;
    if (Math.abs(next - mean) <= 1e-12 * mean) return next;
    mean = next;
  }
  return mean;
}

function logLikelihood(places: readonly Exposed[], mean: number, shape: number): number {
  const ofShape = logGamma(shape);
  let sum = 0;
  for (const { count, exposure } of places) {
    const expected = mean * exposure;
    sum += count === 0 ? 0 : logGamma(count + shape) - ofShape + count * Math.log(expected / (expected + shape));
    sum -= shape * Math.log1p(expected / shape);
  }
  return sum;
}

/**
 * The rate of a place, drawn towards the mean of its group: the less it says by itself, the more. With the interval in
 * which the true rate lies with this probability: where places do not differ, the exact one of the mean.
 */
export function shrunkenRate(place: Exposed, spread: Spread, per: number, confidence = CONFIDENCE): Estimate {
  const { mean, shape, total } = spread;
  if (shape === Number.POSITIVE_INFINITY) return rateOf(total, per, confidence);
  const tail = (1 - confidence) / 2;
  const posterior = shape + place.count;
  const scale = per / (shape / mean + place.exposure);
  return {
    value: posterior * scale,
    low: gammaQuantile(tail, posterior) * scale,
    high: gammaQuantile(1 - tail, posterior) * scale,
  };
}
