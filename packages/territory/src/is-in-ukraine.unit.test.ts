import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CRIMEAN_TOWNS } from './crimean-towns.ts';
import { UKRAINE_BOUNDS, distanceKm, hromadas, isInUkraine, specialCities } from './index.ts';

const { south, north, west, east } = UKRAINE_BOUNDS;

const around = fc.record({
  latitude: fc.double({ min: south - 2, max: north + 2, noNaN: true }),
  longitude: fc.double({ min: west - 2, max: east + 2, noNaN: true }),
});

const CENTRES = [...hromadas(), ...specialCities()];

test('a point is in Ukraine if some centre is near, as comparing all distances says', () => {
  fc.assert(
    fc.property(around, (point) => {
      const distances = [...CENTRES, ...CRIMEAN_TOWNS].map((centre) => distanceKm(point, centre));
      const { latitude, longitude } = point;
      const isInBox = latitude >= south && latitude <= north && longitude >= west && longitude <= east;
      expect(isInUkraine(point)).toBe(isInBox && Math.min(...distances) <= 55);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [NaN, 30],
  [50, NaN],
  [Infinity, 30],
  [50, -Infinity],
  [1e300, 1e300],
  [-90, -180],
  [90, 180],
])('%d, %d is no point in Ukraine', (latitude, longitude) => {
  expect(isInUkraine({ latitude, longitude })).toBe(false);
});

describe('in Ukraine', () => {
  test.each([
    ['Kyiv', 50.4501, 30.5234],
    ['Lviv', 49.8397, 24.0297],
    ['Odesa', 46.4825, 30.7233],
    ['Chornobyl', 51.27, 30.22],
    ['Prypiat', 51.405, 30.057],
    ['Snake Island', 45.255, 30.204],
    ['Uzhhorod', 48.62, 22.29],
    ['Milove, in the east', 49.37, 40.13],
    ['Simferopol', 44.952, 34.102],
    ['Sevastopol', 44.605, 33.5225],
    ['Foros, in the south', 44.39, 33.79],
    ['Cape Tarkhankut', 45.347, 32.493],
    ['Cape Opuk', 45.03, 36.22],
    ['the Arabat Spit', 45.7, 35.1],
    ['Armiansk', 46.106, 33.692],
  ])('lies %s', (_, latitude, longitude) => {
    expect(isInUkraine({ latitude, longitude })).toBe(true);
  });

  test.each([
    ['Chișinău', 47.01, 28.86],
    ['Bălți', 47.76, 27.93],
    ['Kursk', 51.73, 36.19],
    ['Krasnodar', 45.04, 38.98],
    ['Novorossiysk', 44.72, 37.77],
    ['Rostov-on-Don', 47.23, 39.72],
    ['Warsaw', 52.23, 21.01],
    ['Minsk', 53.9, 27.57],
    ['Bucharest', 44.43, 26.1],
    ['the middle of the Black Sea', 44.5, 31.5],
    ['Philadelphia', 40.1, -75.3],
  ])('does not lie %s', (_, latitude, longitude) => {
    expect(isInUkraine({ latitude, longitude })).toBe(false);
  });

  test('lies every centre of the table, and every town of Crimea', () => {
    for (const point of [...CENTRES, ...CRIMEAN_TOWNS]) expect(isInUkraine(point)).toBe(true);
  });
});
