/** Exact statistics of rare events. Pure numbers, no units. */

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact 95 % interval of the mean of a Poisson count. Source: F. Garwood, Fiducial limits for the Poisson
 * distribution, Biometrika 28 (1936), 437–442: the low limit is the mean at which so many events or more have a
 * probability of 2.5 %, the high limit the mean at which so many or fewer have it.
 */
export function exactPoisson(count: number): Interval {
  return {
    low: count === 0 ? 0 : solve((mean) => lowerGamma(count, mean), 0.025, count),
    high: solve((mean) => lowerGamma(count + 1, mean), 0.975, count),
  };
}

/** The x at which an increasing function of x from 0 to 1 has the value, by bisection. */
function solve(of: (x: number) => number, value: number, near: number): number {
  let [low, high] = [0, near + 10 * Math.sqrt(near + 1) + 10];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (of(middle) < value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularised lower incomplete gamma function P(a, x): the probability of `a` or more events at the mean `x`. Source:
 * NIST Digital Library of Mathematical Functions, 8.11.4 (series) and 8.9.2 (continued fraction).
 */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? factor * series(a, x) : 1 - factor * continuedFraction(a, x);
}

const PRECISION = 1e-15;
const MAX_TERMS = 100_000;

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * PRECISION; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** By the modified method of Lentz: W. H. Press and others, Numerical Recipes, 3rd edition (2007), 5.2 and 6.2. */
function continuedFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < PRECISION) break;
  }
  return value;
}

/** The logarithm of (a - 1)! for whole a above 0, by Stirling's series where it is exact to 1e-13 (NIST DLMF 5.11.1). */
export function logGamma(a: number): number {
  if (a < 30) {
    let sum = 0;
    for (let n = 2; n < a; n += 1) sum += Math.log(n);
    return sum;
  }
  const correction = 1 / (12 * a) - 1 / (360 * a ** 3) + 1 / (1_260 * a ** 5);
  return (a - 0.5) * Math.log(a) - a + Math.log(2 * Math.PI) / 2 + correction;
}
