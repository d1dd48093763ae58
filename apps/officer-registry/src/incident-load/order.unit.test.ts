import { expect, test } from 'vitest';
import { LIST_PLACE } from './load.mapping.ts';
import { compareBy } from './order.ts';

const CODE = 'UA05020030000031457';
const PLACES = [
  { code: 'A', population: 10, incidents: 0, missing: 1 },
  { code: 'B', population: 10, incidents: 5, missing: 9 },
  { code: 'C', population: 90, incidents: 5, missing: 1 },
];
const codes = (order: Parameters<typeof compareBy>[0]) => PLACES.toSorted(compareBy(order)).map(({ code }) => code);

test('sorts by population, equal ones by code', () => {
  expect(codes('population')).toEqual(['C', 'A', 'B']);
});

test('sorts by load, equal ones by population', () => {
  expect(codes('incident_load')).toEqual(['C', 'B', 'A']);
  expect(compareBy('incident_load')(PLACES[0] ?? never(), { ...(PLACES[0] ?? never()) })).toBe(0);
});

test('sorts by missing officers, equal ones by population', () => {
  expect(codes('missing_officers')).toEqual(['B', 'C', 'A']);
});

test('the text of a place is read back, and no other text', () => {
  const place = { code: CODE, population: 371_855, incidents: 12, missing: 3 };
  expect(LIST_PLACE.read(LIST_PLACE.write(place))).toEqual(place);
  for (const text of ['', '1', `1 ${CODE}`, `-1 1 1 ${CODE}`, `1 1 1 ${CODE}1`, `1 1 ${CODE}`])
    expect(LIST_PLACE.read(text)).toBeUndefined();
});

function never(): never {
  throw new Error('a place is missing');
}
