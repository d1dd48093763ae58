import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betweenVarianceOf, exactFunnel, FUNNEL_INNER, FUNNEL_OUTER, widenedFunnel } from './funnel.ts';

/** The distribution of counts, summed up term by term. */
function distributionOf(mean: number): number[] {
  const probabilities = [Math.exp(-mean)];
  for (let count = 1; count < mean + 20 * Math.sqrt(mean) + 30; count += 1) {
    probabilities.push(((probabilities[count - 1] ?? 0) * mean) / count);
  }
  return probabilities;
}

const sumOf = (probabilities: readonly number[]) => probabilities.reduce((sum, each) => sum + each, 0);

test.each([0.02, 0.07, 0.5, 1, 3, 10, 33.3, 100, 480])(
  'limits of %f expected events are passed as rarely as stated, by summed Poisson probabilities',
  (expected) => {
    const probabilities = distributionOf(expected);
    for (const confidence of [FUNNEL_INNER, FUNNEL_OUTER]) {
      const tail = (1 - confidence) / 2;
      const { low, high } = exactFunnel(expected, confidence);
      const [lowest, highest] = [low * expected, high * expected];
      const below = sumOf(probabilities.slice(0, Math.ceil(lowest)));
      const above = sumOf(probabilities.slice(Math.floor(highest) + 1));
      expect(below).toBeLessThanOrEqual(tail);
      expect(above).toBeLessThanOrEqual(tail);
      // One event further in, they would be passed more often.
      expect(below + (probabilities[Math.ceil(lowest)] ?? 0)).toBeGreaterThan(tail);
      expect(above + (probabilities[Math.floor(highest)] ?? 0)).toBeGreaterThan(tail);
      // Between whole counts, by the share of the probability of the count that is left.
      const [first, last] = [Math.ceil(lowest), Math.floor(highest)];
      const ofFirst = 1 - (tail - below) / (probabilities[first] ?? 0);
      expect(lowest).toBeCloseTo(Math.max(0, first - ofFirst), 6);
      expect(highest).toBeCloseTo(last + 1 - (tail - above) / (probabilities[last] ?? 0), 6);
    }
  },
);

// SciPy 1.17: poisson.cdf, poisson.sf, and poisson.pmf.
test('the exact limits of ten expected events, and of many', () => {
  expect(exactFunnel(10, FUNNEL_INNER).low * 10).toBeCloseTo(3.775188, 5);
  expect(exactFunnel(10, FUNNEL_INNER).high * 10).toBeCloseTo(17.159951, 5);
  expect(exactFunnel(300_000, FUNNEL_OUTER).low * 300_000).toBeCloseTo(298_308.335, 2);
  expect(exactFunnel(300_000, FUNNEL_OUTER).high * 300_000).toBeCloseTo(301_694.515, 2);
});

test('one event where hardly any is expected is no news', () => {
  expect(exactFunnel(0.07, FUNNEL_INNER).high * 0.07).toBeGreaterThan(1);
});

test('limits are smooth: a little more expected moves them a little', () => {
  for (let expected = 0.05; expected < 30; expected += 0.01) {
    const [one, next] = [expected, expected + 0.01].map((each) => {
      const { low, high } = exactFunnel(each, FUNNEL_INNER);
      return { low: low * each, high: high * each };
    });
    expect(Math.abs((next?.low ?? 9) - (one?.low ?? 0))).toBeLessThan(0.1);
    expect(Math.abs((next?.high ?? 9) - (one?.high ?? 0))).toBeLessThan(0.15);
  }
});

test('widened limits are never narrower than those of chance', () => {
  const means = fc.double({ min: 0.01, max: 3_000, noNaN: true });
  const variances = fc.double({ min: 0, max: 2, noNaN: true });
  fc.assert(
    fc.property(means, variances, fc.constantFrom(FUNNEL_INNER, FUNNEL_OUTER), (expected, variance, confidence) => {
      const [exact, widened] = [exactFunnel(expected, confidence), widenedFunnel(expected, variance, confidence)];
      expect(widened.low).toBeLessThanOrEqual(exact.low);
      expect(widened.high).toBeGreaterThanOrEqual(exact.high);
    }),
  );
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
