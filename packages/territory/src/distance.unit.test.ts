import fc from 'fast-check';
import { expect, test } from 'vitest';

import { distanceKm } from './index.ts';

const point = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

test('Kyiv to Lviv is 468 km, a degree of latitude 111.2 km', () => {
  expect(distanceKm({ latitude: 50.45, longitude: 30.5236 }, { latitude: 49.8397, longitude: 24.0297 })).toBeCloseTo(
    468,
    -0.5,
  );
  expect(distanceKm({ latitude: 49, longitude: 30 }, { latitude: 50, longitude: 30 })).toBeCloseTo(111.195, 3);
});

test('a distance is symmetric, zero to itself and at most half the circumference', () => {
  fc.assert(
    fc.property(point, point, (a, b) => {
      const distance = distanceKm(a, b);
      expect(distance).toBeCloseTo(distanceKm(b, a), 6);
      expect(distance).toBeGreaterThanOrEqual(0);
      expect(distance).toBeLessThanOrEqual(Math.PI * 6371.0088);
      expect(distanceKm(a, a)).toBe(0);
    }),
  );
});

test('opposite points are half the circumference apart', () => {
  expect(distanceKm({ latitude: 12.3, longitude: 45.6 }, { latitude: -12.3, longitude: -134.4 })).toBeCloseTo(
    20015.1,
    0,
  );
});
