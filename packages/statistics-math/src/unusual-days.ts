import { negativeBinomialAtLeast, type Moments } from './distributions.ts';
import { covarianceOf, solve, type Matrix } from './linear-system.ts';

/** What is expected on a day of a series of daily counts. */
export interface Baseline {
  /** The variance of a count as a multiple of its mean, 1 or more. */
  readonly dispersion: number;
  /** Mean and variance of the count of a day, counted from 1 January 1970; with the uncertainty of the baseline. */
  expectedOn(dayNumber: number): Moments;
}

/**
 * A baseline needs at least two years, so that growth can be told from the season, and some events. With less, a year
 * that grows by 15 % looks unusual: up to 40 days in 1,000 where one is stated.
 */
export const MIN_DAYS = 730;
const MIN_EVENTS = 30;
/** With fewer events, a day is never called unusual: as in Farrington's rule, one or two calls are no alarm. */
export const MIN_UNUSUAL = 5;
const DAYS_OF_YEAR = 365.2425;
const WEEKDAYS = 7;

/**
 * A seasonal baseline by weekday, time of year and trend: a quasi-Poisson regression as of Farrington
 * and others (Journal of the Royal Statistical Society A 159, 1996), improved by Noufaily and others (Statistics in
 * Medicine 32, 2013), with harmonics for the season. Days far above the baseline of a first fit do not raise that of the
 * second. Undefined for a series that is too short or has too few events.
 *
 * @param counts of consecutive days.
 * @param firstDay the day number of the first one.
 */
export function fitBaseline(counts: readonly number[], firstDay: number): Baseline | undefined {
  const events = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < MIN_DAYS || events < MIN_EVENTS) return undefined;
  const featuresOn = featuresFrom(firstDay, counts.length);
  const rows = counts.map((_, index) => featuresOn(firstDay + index));
  const first = regress(rows, counts, undefined);
  const isOutside = counts.map((count, index) => isFarAbove(count, first.means[index] ?? 0, first.dispersion));
  return baselineOf(isOutside.includes(true) ? regress(rows, counts, isOutside) : first, featuresOn);
}

/** How likely a count as high as this one is on a day without anything unusual. */
export function chanceOf(count: number, expected: Moments): number {
  return negativeBinomialAtLeast(count, expected);
}

/** Intercept, six weekdays, two harmonics of the year, and years since the middle of the series. */
function featuresFrom(firstDay: number, days: number): (dayNumber: number) => number[] {
  const middle = firstDay + days / 2;
  return (dayNumber) => {
    // 1 January 1970 was a Thursday; which of the days is the seventh does not matter.
    const weekday = ((dayNumber % WEEKDAYS) + WEEKDAYS) % WEEKDAYS;
    const angle = (2 * Math.PI * dayNumber) / DAYS_OF_YEAR;
    const features = [1];
    for (let each = 1; each < WEEKDAYS; each += 1) features.push(each === weekday ? 1 : 0);
    features.push(Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle));
    features.push((dayNumber - middle) / DAYS_OF_YEAR);
    return features;
  };
}

interface Regression {
  readonly coefficients: readonly number[];
  readonly covariance: Matrix;
  readonly means: readonly number[];
  readonly dispersion: number;
}

const MAX_STEPS = 30;
const CLOSE_ENOUGH = 1e-6;
/** Keeps the coefficient of a weekday without events finite. The intercept is free. */
const RIDGE = 0.5;

/** Poisson regression by Newton's method; the days that are left out do not count. */
function regress(
  rows: readonly (readonly number[])[],
  counts: readonly number[],
  isOutside: readonly boolean[] | undefined,
): Regression {
  const width = rows[0]?.length ?? 0;
  const used = counts.flatMap((_, index) => (isOutside?.[index] === true ? [] : [index]));
  const mean = used.reduce((sum, index) => sum + (counts[index] ?? 0), 0) / used.length;
  let coefficients = Array.from({ length: width }, (_, index) => (index === 0 ? Math.log(mean) : 0));
  let information: number[][] = [];
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const score = coefficients.map((coefficient, index) => (index === 0 ? 0 : -RIDGE * coefficient));
    information = coefficients.map((_, index) =>
      Array.from({ length: width }, (__, other) => (index === other && index > 0 ? RIDGE : 0)),
    );
    for (const index of used) addDay(rows[index] ?? [], counts[index] ?? 0, coefficients, score, information);
    const change = solve(information, score);
    coefficients = coefficients.map((coefficient, index) => coefficient + (change[index] ?? 0));
    if (change.every((each) => Math.abs(each) < CLOSE_ENOUGH)) break;
  }
  const means = rows.map((row) => meanOf(row, coefficients));
  const pearson = used.reduce((sum, index) => {
    const expected = means[index] ?? 0;
    return sum + ((counts[index] ?? 0) - expected) ** 2 / expected;
  }, 0);
  const dispersion = Math.max(1, pearson / (used.length - width));
  return { coefficients, covariance: covarianceOf(information), means, dispersion };
}

function addDay(
  row: readonly number[],
  count: number,
  coefficients: readonly number[],
  score: number[],
  information: number[][],
): void {
  const mean = meanOf(row, coefficients);
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index] ?? 0;
    if (value === 0) continue;
    score[index] = (score[index] ?? 0) + value * (count - mean);
    const line = information[index] ?? [];
    for (let other = 0; other < row.length; other += 1) {
      line[other] = (line[other] ?? 0) + mean * value * (row[other] ?? 0);
    }
  }
}

function meanOf(row: readonly number[], coefficients: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < row.length; index += 1) sum += (row[index] ?? 0) * (coefficients[index] ?? 0);
  return Math.exp(Math.min(30, sum));
}

/** So unlikely that the day is left out of the baseline of later days. */
const FAR_ABOVE = 1e-5;

function isFarAbove(count: number, mean: number, dispersion: number): boolean {
  // Cheaper than the exact tail, and never stricter.
  if (count < MIN_UNUSUAL || count < mean + 3 * Math.sqrt(dispersion * mean)) return false;
  return chanceOf(count, { mean, variance: dispersion * mean }) < FAR_ABOVE;
}

function baselineOf(regression: Regression, featuresOn: (dayNumber: number) => number[]): Baseline {
  const { coefficients, covariance, dispersion } = regression;
  return {
    dispersion,
    expectedOn(dayNumber) {
      const row = featuresOn(dayNumber);
      const mean = meanOf(row, coefficients);
      const ofBaseline = row.reduce(
        (sum, value, index) =>
          sum + row.reduce((part, other, at) => part + value * other * (covariance[index]?.[at] ?? 0), 0),
        0,
      );
      return { mean, variance: dispersion * mean + dispersion * mean * mean * ofBaseline };
    },
  };
}
