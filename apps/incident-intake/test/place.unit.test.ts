import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPoint, type KnownHromada } from '../src/domain/place.ts';

const centre = { latitude: 49, longitude: 28 };
const HERE: KnownHromada = { code: 'UA-HERE', oblastCode: 'UA-OBLAST', centre };
/** Of a great circle. */
const DEGREES_PER_KM = 360 / (2 * Math.PI * 6_371);

test.each([
  ['99.9 km to the north', 99.9, []],
  ['100.1 km to the north', 100.1, ["must be within 100 km of the hromada's centre"]],
])('given a point %s', (_given, km, rules) => {
  const point = { latitude: centre.latitude + km * DEGREES_PER_KM, longitude: centre.longitude };
  expect(checkPoint(point, HERE, 'location').map(({ rule }) => rule)).toEqual(rules);
});

test('of a hromada that only the codifier knows any point of the country is taken', () => {
  const { centre: _, ...unknown } = HERE;
  expect(checkPoint({ latitude: 44.5, longitude: 34 }, unknown, 'location')).toEqual([]);
  expect(checkPoint({ latitude: 44.5, longitude: 34 }, HERE, 'location')).toHaveLength(1);
});

test('no point outside the country is taken, nor one that is no number', () => {
  const outside = fc.oneof(
    fc.record({ latitude: fc.double({ min: 52.5 }), longitude: fc.double() }),
    fc.record({ latitude: fc.double({ max: 44.1 }), longitude: fc.double() }),
    fc.record({ latitude: fc.double(), longitude: fc.double({ min: 40.4 }) }),
    fc.record({ latitude: fc.double(), longitude: fc.double({ max: 22 }) }),
    fc.constant({ latitude: Number.NaN, longitude: 28 }),
    fc.constant({ latitude: 49, longitude: Number.NaN }),
  );
  fc.assert(
    fc.property(outside, fc.constantFrom(HERE, undefined), (point, hromada) => {
      expect(checkPoint(point, hromada, 'location')).toEqual([
        { field: 'location', rule: 'must lie in Ukraine: latitude 44.2 to 52.4, longitude 22.1 to 40.3' },
      ]);
    }),
  );
});
