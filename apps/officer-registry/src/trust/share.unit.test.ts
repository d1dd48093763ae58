import fc from 'fast-check';
import { expect, test } from 'vitest';
import { effectiveSize, pool, wilson } from './share.ts';

// The expected numbers are computed by hand with z = 1.959964, z² = 3.841459:
// centre = (p + z²/2n) ÷ (1 + z²/n), half-width = z·√(p(1−p)/n + z²/4n²) ÷ (1 + z²/n).
test.each([
  // centre (0.7 + 0.019207) ÷ 1.038415 = 0.692601, half-width 1.959964·√(0.0021 + 0.000096) ÷ 1.038415 = 0.088450
  [0.7, 100, 0.604151, 0.781051],
  // The classic example: 81 of 263, p = 0.307985 (Newcombe 1998, table I): 0.2553 to 0.3662
  [81 / 263, 263, 0.2553, 0.3662],
  // 15 of 148 (Newcombe 1998): 0.0624 to 0.1605
  [15 / 148, 148, 0.0624, 0.1605],
  // 0 of 20 (Newcombe 1998): 0 to z² ÷ (20 + z²) = 0.1611
  [0, 20, 0, 0.1611],
  // 1 of 29 (Newcombe 1998): 0.0061 to 0.1718
  [1 / 29, 29, 0.0061, 0.1718],
  // All of 20 mirrors none of 20.
  [1, 20, 0.8389, 1],
  // Razumkov, March 2021: 41.2 % of 2,018, design effect 1
  [0.412, 2_018, 0.3907, 0.4336],
])('Wilson: %d of %d people is between %d and %d', (share, size, low, high) => {
  const found = wilson(share, size);
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

test('a design effect of 2 halves the sample, and the interval is that of half the people', () => {
  expect(effectiveSize(200, 2)).toBe(100);
  expect(effectiveSize(1_000, 1.6)).toBe(625);
});

test('Wilson contains the share and stays within 0 and 1', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (p, n) => {
      const { low, high } = wilson(p, n);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(p + 1e-12);
      expect(high).toBeGreaterThanOrEqual(p - 1e-12);
    }),
  );
});

test('pools by population: 0.8 of 30,000 people and 0.6 of 10,000 are 0.75', () => {
  // Kish: 1 ÷ (0.75²/300 + 0.25²/100) = 1 ÷ (0.001875 + 0.000625) = 400
  // Stratified: variance 0.75²·0.16/300 + 0.25²·0.24/100 = 0.0003 + 0.00015 = 0.00045; 0.1875 ÷ 0.00045 = 416.67
  const { share, size } = pool([
    { share: 0.8, size: 300, population: 30_000 },
    { share: 0.6, size: 100, population: 10_000 },
  ]);
  expect(share).toBeCloseTo(0.75, 12);
  expect(size).toBeCloseTo(400, 9);
});

test('takes the variance of the stratified share if that is larger', () => {
  // 30 people stand for half of the population: Kish 1 ÷ (0.25/30 + 0.25/1000) = 116.50
  // Stratified: 0.25·0.25/30 + 0.25·0.0475/1000 = 0.002095; 0.725·0.275 ÷ 0.002095 = 95.16
  const { share, size } = pool([
    { share: 0.5, size: 30, population: 1_000 },
    { share: 0.95, size: 1_000, population: 1_000 },
  ]);
  expect(share).toBeCloseTo(0.725, 12);
  expect(size).toBeCloseTo(95.16, 2);
});

test('a single sample pools to itself; nobody and everybody keep the size of Kish', () => {
  expect(pool([{ share: 0.4, size: 50, population: 7 }])).toEqual({ share: 0.4, size: 50 });
  const size = pool([
    { share: 1, size: 300, population: 3 },
    { share: 1, size: 100, population: 1 },
  ]);
  expect(size.share).toBe(1);
  expect(size.size).toBeCloseTo(400, 9);
});

test('the pooled share lies between the shares, and its size does not exceed that of all samples', () => {
  const stratum = fc.record({
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    size: fc.double({ min: 1, max: 5_000, noNaN: true }),
    population: fc.integer({ min: 1, max: 3_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 8 }), (strata) => {
      const { share, size } = pool(strata);
      const shares = strata.map((each) => each.share);
      expect(share).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-9);
      expect(share).toBeLessThanOrEqual(Math.max(...shares) + 1e-9);
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(strata.reduce((all, each) => all + each.size, 0) * (1 + 1e-9));
    }),
  );
});
