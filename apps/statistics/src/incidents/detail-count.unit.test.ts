import { expect, test } from 'vitest';
import { attributeOf, detailOf, hasDetails } from './detail-count.ts';

test('attributes are sorted, each value of several counts, and words of another form are left out', () => {
  const chosen = [
    { name: 'people_inside', value: 'yes' },
    { name: 'fire_object', value: 'house,car,house' },
    { name: 'storey', value: '5 or 6' },
    { name: 'empty', value: '' },
  ];
  expect(detailOf('', '', chosen)).toEqual({
    settlementCode: '',
    districtCode: '',
    attributes: 'fire_object=car fire_object=house people_inside=yes',
  });
  expect(attributeOf('fire_object=car')).toEqual({ name: 'fire_object', value: 'car' });
});

test('a report that says nothing has no detail', () => {
  expect(detailOf('', '', [])).toBeUndefined();
  expect(detailOf('S', '', [])).toEqual({ settlementCode: 'S', districtCode: '', attributes: '' });
});

test('of medical emergencies and sensitive categories, no detail is kept', () => {
  expect([hasDetails('medical'), hasDetails('school_safety'), hasDetails('fire')]).toEqual([false, false, true]);
});
