import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { CATEGORIES } from '../catalogue/category.ts';
import { likeness, type Comparable } from './likeness.ts';
import { searchArea } from './search-area.ts';
import { minutes, T0 } from '../../test/a-case.ts';
import { VINNYTSIA } from '../../test/messages.ts';

const point = fc.record({
  latitude: fc.double({ min: 44.3, max: 52.3, noNaN: true }),
  longitude: fc.double({ min: 22.2, max: 40.2, noNaN: true }),
});
const offset = fc.oneof(...[0.001, 0.01, 0.05].map((most) => fc.double({ min: -most, max: most, noNaN: true })));
const comparable = (more: Partial<Comparable>): Comparable => ({
  category: 'fire',
  point: undefined,
  hromadaCode: VINNYTSIA,
  starostaDistrictCode: '',
  settlementCode: '',
  occurredAt: T0,
  attributes: {},
  ...more,
});

test('contains every incident with a score above 0', () => {
  const later = fc.oneof(...[120, 720, 90 * 1_440].map((most) => fc.integer({ min: -most, max: most })));
  fc.assert(
    fc.property(fc.constantFrom(...CATEGORIES), point, offset, offset, later, (category, here, north, east, apart) => {
      const there = { latitude: here.latitude + north, longitude: here.longitude + east };
      const subject = comparable({ category, point: here });
      const other = comparable({ category, point: there, occurredAt: minutes(apart) });
      if (likeness(subject, other, []).score === 0) return;
      const { box, occurredFrom, occurredTo } = searchArea(subject, T0, []);
      expect(there.latitude).toBeGreaterThanOrEqual(box?.south ?? Number.NaN);
      expect(there.latitude).toBeLessThanOrEqual(box?.north ?? Number.NaN);
      expect(there.longitude).toBeGreaterThanOrEqual(box?.west ?? Number.NaN);
      expect(there.longitude).toBeLessThanOrEqual(box?.east ?? Number.NaN);
      expect(other.occurredAt >= occurredFrom && other.occurredAt <= occurredTo).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('ends a week after the event, or after the receipt of a late report', () => {
  expect(searchArea(comparable({}), T0, []).receivedTo).toEqual(minutes((6 + 7 * 24) * 60));
  expect(searchArea(comparable({}), minutes(2_000), []).receivedTo).toEqual(minutes(2_000 + 7 * 24 * 60));
});

test('names the asset by its number', () => {
  const rules = BUILT_IN.find(({ category }) => category === 'infrastructure')?.attributes ?? [];
  const attributes = { infrastructure_kind: 'street_light', object_code: 'A-17' };
  expect(searchArea(comparable({ category: 'infrastructure', attributes }), T0, rules)).toMatchObject({
    box: undefined,
    objects: { object_code: 'A-17' },
  });
});
