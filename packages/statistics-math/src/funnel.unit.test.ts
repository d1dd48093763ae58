import { expect, test } from 'vitest';
import { betweenVarianceOf, exactFunnel, FUNNEL_INNER, FUNNEL_OUTER, widenedFunnel } from './funnel.ts';

// SciPy 1.17, with the formulas of FunnelPlotR: chi2.ppf(0.025, 2 e) / 2 / e and so on.
test('the exact limits of ten expected events', () => {
  expect(exactFunnel(10, FUNNEL_INNER).low).toBeCloseTo(0.479_54, 5);
  expect(exactFunnel(10, FUNNEL_INNER).high).toBeCloseTo(1.839_04, 5);
  expect(exactFunnel(10, FUNNEL_OUTER).low).toBeCloseTo(0.296_05, 5);
  expect(exactFunnel(10, FUNNEL_OUTER).high).toBeCloseTo(2.413_4, 5);
});

test('limits narrow with the size of the place and include the mean', () => {
  const widths = [0.5, 5, 50, 500, 5_000].map((expected) => {
    const { low, high } = exactFunnel(expected, FUNNEL_INNER);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
    return high - low;
  });
  expect(widths).toEqual(widths.toSorted((a, b) => b - a));
});

const PLACES = [
  [2, 1_000],
  [5, 2_000],
  [0, 900],
  [12, 3_000],
  [7, 2_500],
  [30, 20_000],
  [1, 400],
  [3, 1_500],
].map(([count = 0, exposure = 0]) => ({ count, exposure }));

// NumPy 2: numpy.quantile for the winsorised scores.
test('the variance between places is that of an independent computation', () => {
  expect(betweenVarianceOf(PLACES, 60 / 31_300)).toBeCloseTo(0.008_005_108, 8);
});

test('equal places have no variance between them, and limits are about those of chance', () => {
  const equal = Array.from({ length: 30 }, () => ({ count: 100, exposure: 1_000 }));
  expect(betweenVarianceOf(equal, 0.1)).toBe(0);
  expect(betweenVarianceOf([{ count: 1, exposure: 1 }], 1)).toBe(0);
  const [exact, widened] = [exactFunnel(100, FUNNEL_INNER), widenedFunnel(100, 0, FUNNEL_INNER)];
  expect(widened.low).toBeCloseTo(exact.low, 1);
  expect(widened.high).toBeCloseTo(exact.high, 1);
});

test('places that differ widen the limits, but a single extreme one does not', () => {
  const differing = Array.from({ length: 40 }, (_, index) => ({ count: 60 + 2 * index, exposure: 1_000 }));
  const variance = betweenVarianceOf(differing, 0.1);
  expect(variance).toBeGreaterThan(0.005);
  expect(widenedFunnel(100, variance, FUNNEL_OUTER).high).toBeGreaterThan(exactFunnel(100, FUNNEL_OUTER).high);
  const equal = Array.from({ length: 39 }, () => ({ count: 100, exposure: 1_000 }));
  expect(betweenVarianceOf([...equal, { count: 900, exposure: 1_000 }], 0.1)).toBe(0);
});

test('a lower limit is never negative', () => {
  expect(widenedFunnel(0.5, 1, FUNNEL_OUTER).low).toBe(0);
});
