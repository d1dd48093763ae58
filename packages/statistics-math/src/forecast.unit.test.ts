import { expect, test } from 'vitest';
import { randomCount, randomOf } from '../test/random-counts.ts';
import { dispersionOf, forecastCount } from './forecast.ts';

const KNOWN = { shareVariance: 0, dispersion: 1 };

test('half of the year, half of the events', () => {
  const { value, low, high } = forecastCount({ count: 100, share: 0.5, ...KNOWN });
  expect(value).toBe(200);
  // SciPy 1.17: 100 + nbinom.ppf([0.025, 0.975], 100.5, 0.5).
  expect([low, high]).toEqual([174, 230]);
});

test('at the end of the period the count is the forecast', () => {
  expect(forecastCount({ count: 7, share: 1, ...KNOWN })).toEqual({ value: 7, low: 7, high: 7 });
});

test('a forecast is never below what has been counted', () => {
  expect(forecastCount({ count: 0, share: 0.1, ...KNOWN })).toMatchObject({ value: 0, low: 0 });
  expect(forecastCount({ count: 3, share: 0.99, ...KNOWN }).low).toBe(3);
});

test('dispersion and an uncertain share widen the interval', () => {
  const certain = forecastCount({ count: 100, share: 0.5, ...KNOWN });
  const dispersed = forecastCount({ count: 100, share: 0.5, shareVariance: 0, dispersion: 4 });
  const uncertain = forecastCount({ count: 100, share: 0.5, shareVariance: 0.25 / 30, dispersion: 1 });
  for (const wider of [dispersed, uncertain]) {
    expect(wider.low).toBeLessThan(certain.low);
    expect(wider.high).toBeGreaterThan(certain.high);
  }
});

test.each([
  [8, 0.25, 1],
  [40, 0.5, 1],
  [300, 0.7, 2.5],
])(
  'of %i a year at the share %f with dispersion %f, 95 of 100 years end in the interval',
  (yearly, share, dispersion) => {
    const random = randomOf(20_261_128);
    let inside = 0;
    const years = 2_000;
    for (let year = 0; year < years; year += 1) {
      const count = randomCount(yearly * share, dispersion, random);
      const end = count + randomCount(yearly * (1 - share), dispersion, random);
      const { low, high } = forecastCount({ count, share, shareVariance: 0, dispersion });
      if (low <= end && end <= high) inside += 1;
    }
    expect(inside / years).toBeGreaterThan(0.94);
  },
);

test('the dispersion of equal counts is 1, that of differing ones above it', () => {
  expect(dispersionOf([5, 5, 5, 5])).toBe(1);
  expect(dispersionOf([0, 20, 0, 20])).toBeCloseTo(400 / 10 / 3, 9);
  expect(dispersionOf([3])).toBe(1);
  expect(dispersionOf([0, 0, 0])).toBe(1);
});
