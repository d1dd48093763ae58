import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactPoisson, logGamma, lowerGamma } from './poisson.ts';

// chi2.ppf(0.025, 2k) / 2 and chi2.ppf(0.975, 2k + 2) / 2 of SciPy 1.17.1; R's poisson.test() gives the same for 5 and 10.
test.each([
  [0, 0, 3.688879],
  [1, 0.025318, 5.571643],
  [2, 0.242209, 7.224688],
  [5, 1.623486, 11.668332],
  [10, 4.795389, 18.390356],
  [30, 20.240874, 42.826865],
  [100, 81.363991, 121.626794],
  [1_000, 938.973018, 1_063.952136],
  [100_000, 99_381.152664, 100_621.74474],
])('the exact limits of %d events are %d and %d', (count, low, high) => {
  const found = exactPoisson(count);
  expect(found.low).toBeCloseTo(low, count > 1_000 ? 3 : 5);
  expect(found.high).toBeCloseTo(high, count > 1_000 ? 3 : 5);
});

test('a count lies within its limits, and more events raise both', () => {
  fc.assert(
    fc.property(fc.nat(3_000), (count) => {
      const [found, next] = [exactPoisson(count), exactPoisson(count + 1)];
      expect(found.low).toBeLessThanOrEqual(count);
      expect(found.high).toBeGreaterThan(count);
      expect(next.low).toBeGreaterThan(found.low);
      expect(next.high).toBeGreaterThan(found.high);
    }),
    { numRuns: 50 },
  );
});

test('the probability of events is that of the Poisson distribution', () => {
  // P(1, x) = 1 - e^-x; P(3, 2) = 1 - e^-2 · (1 + 2 + 2)
  expect(lowerGamma(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12);
  expect(lowerGamma(3, 2)).toBeCloseTo(1 - 5 * Math.exp(-2), 12);
  expect(lowerGamma(3, 9)).toBeCloseTo(1 - Math.exp(-9) * (1 + 9 + 40.5), 12);
  expect(lowerGamma(3, 0)).toBe(0);
});

test('the logarithm of the factorial is the same on both sides of the switch of methods', () => {
  let sum = 0;
  for (let n = 2; n <= 60; n += 1) {
    expect(logGamma(n)).toBeCloseTo(sum, 10);
    sum += Math.log(n);
  }
});
