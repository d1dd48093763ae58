import fc from 'fast-check';
import { expect, test } from 'vitest';
import { negativeBinomialAtLeast, negativeBinomialQuantile } from './distributions.ts';
import { shrunkenRate, spreadOf } from './shrinkage.ts';

const PLACES = [
  { count: 2, exposure: 1_000 },
  { count: 5, exposure: 2_000 },
  { count: 0, exposure: 900 },
  { count: 12, exposure: 3_000 },
  { count: 7, exposure: 2_500 },
  { count: 30, exposure: 20_000 },
  { count: 1, exposure: 400 },
  { count: 3, exposure: 1_500 },
];

// SciPy 1.17: the maximum of sum(nbinom.logpmf) by Nelder-Mead, and gamma.ppf of the posterior.
test('the spread and the shrunken rates are those of an independent computation', () => {
  const spread = spreadOf(PLACES);
  if (spread === undefined) throw new Error('there are events');
  expect(spread.mean).toBeCloseTo(0.00218078, 7);
  expect(spread.shape).toBeCloseTo(14.4146, 2);
  expect(spread.overdispersion).toBeCloseTo(1 / Math.sqrt(14.4146), 4);
  const rates = PLACES.map((place) => shrunkenRate(place, spread, 100_000));
  expect(rates.map(({ value }) => value.toFixed(1))).toEqual([
    '215.7',
    '225.5',
    '191.9',
    '274.9',
    '235.1',
    '166.9',
    '219.9',
    '214.7',
  ]);
  expect(rates[2]?.low).toBeCloseTo(105.998, 1);
  expect(rates[2]?.high).toBeCloseTo(302.984, 1);
});

test('one death among 900 people does not top a list of rates', () => {
  const places = [
    { count: 1, exposure: 900 },
    ...Array.from({ length: 60 }, (_, index) => ({ count: 4 + (index % 7) * 3, exposure: 60_000 + 1_000 * index })),
    { count: 60, exposure: 120_000 },
  ];
  const spread = spreadOf(places);
  if (spread === undefined) throw new Error('there are events');
  const ranked = places.toSorted((a, b) => rankOf(b) - rankOf(a));
  const crude = places.toSorted((a, b) => b.count / b.exposure - a.count / a.exposure);
  expect(crude[0]).toEqual({ count: 1, exposure: 900 });
  expect(ranked[0]).toEqual({ count: 60, exposure: 120_000 });
  expect(ranked.findIndex(({ exposure }) => exposure === 900)).toBeGreaterThan(5);

  function rankOf(place: { count: number; exposure: number }): number {
    return spread === undefined ? 0 : shrunkenRate(place, spread, 100_000).value;
  }
});

test('places that do not differ beyond chance all get the mean, with its interval', () => {
  const places = Array.from({ length: 50 }, () => ({ count: 10, exposure: 1_000 }));
  const spread = spreadOf(places);
  const total = { count: 500, exposure: 50_000 };
  expect(spread).toEqual({ mean: 0.01, total, shape: Number.POSITIVE_INFINITY, overdispersion: 0 });
  if (spread === undefined) throw new Error('there are events');
  const { value, low, high } = shrunkenRate({ count: 3, exposure: 10 }, spread, 1_000);
  expect(value).toBe(10);
  // SciPy 1.17: chi2.ppf(0.025, 1000) / 2 / 50 and chi2.ppf(0.975, 1002) / 2 / 50.
  expect(low).toBeCloseTo(9.14257, 4);
  expect(high).toBeCloseTo(10.91619, 4);
});

test('without any event there is no spread', () => {
  expect(spreadOf([{ count: 0, exposure: 5 }])).toBeUndefined();
  expect(spreadOf([])).toBeUndefined();
});

test('a shrunken rate lies between the rate of the place and the mean', () => {
  const place = fc.record({
    count: fc.integer({ min: 0, max: 500 }),
    exposure: fc.integer({ min: 100, max: 100_000 }),
  });
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 20 }), (places) => {
      const spread = spreadOf(places);
      if (spread === undefined) return;
      for (const each of places) {
        const { value, low, high } = shrunkenRate(each, spread, 1);
        const own = each.count / each.exposure;
        expect(value).toBeGreaterThanOrEqual(Math.min(own, spread.mean) * (1 - 1e-9));
        expect(value).toBeLessThanOrEqual(Math.max(own, spread.mean) * (1 + 1e-9));
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }
    }),
    { numRuns: 50 },
  );
});

// SciPy 1.17: nbinom.sf.
test.each([
  [10, 4, 9, 0.054_505_669],
  [40, 12.5, 30, 0.000_188_056_98],
  [3, 0.2, 0.5, 0.020_132_374],
])('the chance of %i or more when %f are expected with the variance %f', (count, mean, variance, chance) => {
  expect(negativeBinomialAtLeast(count, { mean, variance })).toBeCloseTo(chance, 9);
});

test('a quantile is the smallest count that is not exceeded too often', () => {
  const probabilities = fc.constantFrom(0.025, 0.5, 0.975, 0.9999);
  const means = fc.double({ min: 0.01, max: 3_000, noNaN: true });
  fc.assert(
    fc.property(probabilities, means, fc.constantFrom(0.5, 1, 2, 9), (probability, mean, dispersion) => {
      const moments = { mean, variance: mean * dispersion };
      const count = negativeBinomialQuantile(probability, moments);
      expect(negativeBinomialAtLeast(count + 1, moments)).toBeLessThanOrEqual(1 - probability);
      if (count > 0) expect(negativeBinomialAtLeast(count, moments)).toBeGreaterThan(1 - probability);
    }),
  );
});
