import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNear, isOf, isOfOneOblast, type KnownHromada } from './place.ts';

const centre = { latitude: 49, longitude: 28 };
const HERE: KnownHromada = { code: 'UA-HERE', oblastCode: 'UA-OBLAST', centre };
const { centre: _, ...UNKNOWN } = HERE;
/** Of a great circle. */
const DEGREES_PER_KM = 360 / (2 * Math.PI * 6_371);
const toTheNorth = (km: number) => ({ latitude: centre.latitude + km * DEGREES_PER_KM, longitude: centre.longitude });

test.each([
  [54.9, true, true],
  [55.1, false, true],
  [99.9, false, true],
  [100.1, false, false],
])('checks a point %d km from the centre', (km, near, of) => {
  expect(isNear(toTheNorth(km), HERE)).toBe(near);
  expect(isOf(toTheNorth(km), HERE)).toBe(of);
});

test('accepts any point for a hromada that only the codifier lists, and derives it from none', () => {
  expect(isOf({ latitude: 44.5, longitude: 34 }, UNKNOWN)).toBe(true);
  expect(isNear(centre, UNKNOWN)).toBe(false);
  expect(isNear(centre, undefined)).toBe(false);
});

test('a point outside the bounds of the country is near no hromada', () => {
  const onTheEdge = { ...HERE, centre: { latitude: 52.3, longitude: 31 } };
  expect(isNear({ latitude: 52.39, longitude: 31 }, onTheEdge)).toBe(true);
  expect(isNear({ latitude: 52.41, longitude: 31 }, onTheEdge)).toBe(false);
});

test('rejects a coordinate that is not a number', () => {
  const number = fc.oneof(fc.double({ min: 48, max: 50 }), fc.constant(Number.NaN));
  fc.assert(
    fc.property(number, number, (latitude, longitude) => {
      fc.pre(Number.isNaN(latitude) || Number.isNaN(longitude));
      expect([isNear({ latitude, longitude }, HERE), isOf({ latitude, longitude }, HERE)]).toEqual([false, false]);
    }),
  );
});

test('the first two digits of a code identify its oblast', () => {
  expect(isOfOneOblast('UA32060150010049326', 'UA32140050000012345')).toBe(true);
  expect(isOfOneOblast('UA32060150010049326', 'UA05020030000031457')).toBe(false);
});
