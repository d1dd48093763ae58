import fc from 'fast-check';
import { expect, test } from 'vitest';
import { poissonAtLeast, poissonAtMost } from './distributions.ts';
import { poissonInterval, rateOf, rateRatio, shareOf } from './rates.ts';

// From tables of exact Poisson limits (Pearson and Hartley, Biometrika Tables for Statisticians, table 40), the large
// ones by SciPy 1.17: chi2.ppf(0.025, 2 k) / 2 and chi2.ppf(0.975, 2 k + 2) / 2.
test.each([
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [2, 0.242, 7.225],
  [5, 1.623, 11.668],
  [10, 4.795, 18.39],
  [50, 37.111, 65.919],
  [100, 81.364, 121.627],
  [3_554, 3_438.106, 3_672.805],
  [7_814, 7_641.694, 7_989.211],
])('the exact interval of %i events', (count, low, high) => {
  const interval = poissonInterval(count);
  expect(interval.low).toBeCloseTo(low, 3);
  expect(interval.high).toBeCloseTo(high, 2);
});

/** By adding up the probabilities, without special functions. */
function summedAtMost(count: number, mean: number): number {
  let [sum, term] = [0, Math.exp(-mean)];
  for (let k = 0; k <= count; k += 1) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}

test('the tails of the Poisson distribution are the sums of its probabilities', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 50, noNaN: true }), (count, mean) => {
      expect(poissonAtMost(count, mean)).toBeCloseTo(summedAtMost(count, mean), 10);
      expect(poissonAtLeast(count, mean)).toBeCloseTo(count === 0 ? 1 : 1 - summedAtMost(count - 1, mean), 10);
    }),
  );
});

test('at each limit of the interval, the count is exactly as unlikely as stated', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.constantFrom(0.8, 0.95, 0.998), (count, confidence) => {
      const { low, high } = poissonInterval(count, confidence);
      expect(poissonAtLeast(count, low)).toBeCloseTo((1 - confidence) / 2, 7);
      expect(poissonAtMost(count, high)).toBeCloseTo((1 - confidence) / 2, 7);
    }),
  );
});

test('a rate has the interval of its count, per unit of exposure', () => {
  expect(rateOf({ count: 5, exposure: 50_000 }, 100_000)).toEqual({
    value: 10,
    low: expect.closeTo(2 * 1.6235, 3) as number,
    high: expect.closeTo(2 * 11.6683, 3) as number,
  });
});

test('no event is no proof of safety: one death more or less among 900 people says almost nothing', () => {
  expect(rateOf({ count: 0, exposure: 900 }, 100_000)).toMatchObject({ value: 0, low: 0 });
  expect(rateOf({ count: 0, exposure: 900 }, 100_000).high).toBeCloseTo(409.9, 1);
  expect(rateOf({ count: 1, exposure: 900 }, 100_000).high).toBeCloseTo(619.1, 1);
});

// The first: breast cancer and fluoroscopy (Rothman and Greenland, Modern Epidemiology): 15 cases in 19,017 person-years
// and 41 in 28,010. The others by SciPy 1.17, betaincinv.
test.each([
  [{ count: 41, exposure: 28_010 }, { count: 15, exposure: 19_017 }, 1.8558, 1.00568, 3.6093],
  [{ count: 3_238, exposure: 365 }, { count: 3_554, exposure: 366 }, 0.91358, 0.87083, 0.95841],
  [{ count: 5, exposure: 100 }, { count: 2, exposure: 300 }, 7.5, 1.22786, 78.76043],
  [{ count: 0, exposure: 1 }, { count: 4, exposure: 1 }, 0, 0, 1.51487],
])('the ratio of %o to %o with its exact interval', (first, second, value, low, high) => {
  const ratio = rateRatio(first, second);
  expect(ratio?.value).toBeCloseTo(value, 4);
  expect(ratio?.low).toBeCloseTo(low, 4);
  expect(ratio?.high).toBeCloseTo(high, 3);
});

test('a ratio to nothing has no upper limit; of nothing to nothing there is none', () => {
  const nothing = { count: 0, exposure: 10 };
  const ratio = rateRatio({ count: 4, exposure: 10 }, nothing);
  expect(ratio).toMatchObject({ value: Number.POSITIVE_INFINITY, high: Number.POSITIVE_INFINITY });
  expect(ratio?.low).toBeCloseTo(1 / 1.51487, 4);
  expect(rateRatio(nothing, nothing)).toBeUndefined();
});

test('exchanging the groups inverts the ratio and its limits', () => {
  const counts = fc.integer({ min: 1, max: 2_000 });
  const exposures = fc.integer({ min: 1, max: 10_000_000 });
  fc.assert(
    fc.property(counts, exposures, counts, exposures, (a, first, b, second) => {
      const there = rateRatio({ count: a, exposure: first }, { count: b, exposure: second });
      const back = rateRatio({ count: b, exposure: second }, { count: a, exposure: first });
      if (there === undefined || back === undefined) throw new Error('there are events');
      expect(there.value * back.value).toBeCloseTo(1, 9);
      expect(there.low * back.high).toBeCloseTo(1, 6);
      expect(there.low).toBeLessThan(there.value);
      expect(there.high).toBeGreaterThan(there.value);
    }),
  );
});

// Clopper and Pearson's own example of 10 in 20, and the rule of three.
test.each([
  [10, 20, 0.272, 0.728],
  [0, 100, 0, 0.0362],
  [100, 100, 0.9638, 1],
])('the exact interval of the share %i of %i', (count, total, low, high) => {
  const share = shareOf(count, total);
  expect(share.value).toBe(count / total);
  expect(share.low).toBeCloseTo(low, 3);
  expect(share.high).toBeCloseTo(high, 3);
});
