import { expect, test } from 'vitest';

import { matchPoints, renderPoints, type CityRow } from './point-rows.ts';

/** Стрижавка in Стрижавська hromada. */
const ROW: CityRow = { name: 'Stryzhavka', lat: '49.30988', lng: '28.4793', country: 'UA' };
const CODE = 'UA05020230010011069';

test('finds the settlement of a name in the hromada at a point, in any spelling', () => {
  const found = [{ code: CODE, latitude: 49.30988, longitude: 28.4793 }];
  expect(matchPoints([ROW])).toEqual(found);
  expect(matchPoints([{ ...ROW, name: 'Strizhavka' }])).toEqual(found);
  expect(renderPoints(found)).toMatch(/^# .*\n(# .*\n)+UA05020230010011069\t49\.30988\t28\.4793\n$/);
});

test('leaves out what is in another country or hromada, has another name, or is there twice', () => {
  expect(matchPoints([{ ...ROW, country: 'PL' }])).toEqual([]);
  expect(matchPoints([{ ...ROW, lat: '50.45', lng: '30.52' }])).toEqual([]);
  expect(matchPoints([{ ...ROW, name: 'Odesa' }])).toEqual([]);
  expect(matchPoints([ROW, { ...ROW, lat: '49.31' }])).toEqual([]);
});
