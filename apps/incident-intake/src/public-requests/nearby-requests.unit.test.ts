import { kilometres } from '@safe-community/domain-kit';
import { publicCell } from '@safe-community/territory';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxAround, nearest } from './nearby-requests.ts';
import type { StoredRequest } from './public-request.ts';

const point = fc.record({
  latitude: fc.double({ min: 44.2, max: 52.4, noNaN: true }),
  longitude: fc.double({ min: 22.1, max: 40.3, noNaN: true }),
});
/** Degrees, about 2 km. */
const near = fc.double({ min: -0.02, max: 0.02, noNaN: true });
const at = (latitude: number, longitude: number, requestId = 'a') =>
  ({ requestId, cell: publicCell({ latitude, longitude }) }) as StoredRequest;

test('where a point lies in its cell makes no difference to any answer', () => {
  fc.assert(
    fc.property(point, near, near, fc.integer({ min: 100, max: 2_000 }), (one, north, east, radius) => {
      const other = { latitude: one.latitude + north, longitude: one.longitude + east };
      const [cell, otherCell] = [publicCell(one), publicCell(other)];
      const answer = (asked: typeof one, stored: typeof one) =>
        nearest(asked, radius, [at(stored.latitude, stored.longitude)]).map(({ distanceMetres }) => distanceMetres);
      expect(answer(one, other)).toEqual(answer(cell, otherCell));
      expect(publicCell(cell)).toEqual(cell);
      expect(kilometres(one, cell)).toBeLessThan(0.085);
    }),
  );
});

test('the box holds everything within the radius', () => {
  fc.assert(
    fc.property(
      point,
      fc.double({ min: -0.03, max: 0.03, noNaN: true }),
      fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      fc.integer({ min: 100, max: 2_000 }),
      (asked, north, east, radius) => {
        const [latitude, longitude] = [asked.latitude + north, asked.longitude + east];
        if (nearest(asked, radius, [at(latitude, longitude)]).length === 0) return;
        const box = boxAround(asked, radius);
        expect(latitude >= box.south && latitude <= box.north).toBe(true);
        expect(longitude >= box.west && longitude <= box.east).toBe(true);
      },
    ),
  );
});

test('the nearest comes first, of equally near ones the newest, at most 20, and nothing beyond the radius', () => {
  const asked = { latitude: 49.2335, longitude: 28.46775 };
  const found = [
    at(49.2395, 28.46775, 'too far'),
    at(49.2355, 28.46775, 'c'),
    at(49.2335, 28.46775, 'a'),
    at(49.2335, 28.46775, 'b'),
  ];
  expect(nearest(asked, 300, found).map(({ request, distanceMetres }) => [request.requestId, distanceMetres])).toEqual([
    ['b', 0],
    ['a', 0],
    ['c', 200],
  ]);
  const many = Array.from({ length: 30 }, (_, index) => at(49.2335, 28.46775, String(index)));
  expect(nearest(asked, 300, many)).toHaveLength(20);
});
