import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dimension } from './figure.ts';
import { portionsOf } from './portions.ts';
import { checkSize, partsOf, periodIn } from './size.ts';

const DAYS = { from: '2026-01-01', to: '2026-03-31' };
const units = (count: number) => Array.from({ length: count }, (_, index) => index);

test('portions cover each territory and part of the calendar once, and hold at most so many figures', () => {
  const dimensions = fc.subarray<Dimension>(['territory', 'category']);
  const period = fc.constantFrom<Dimension[]>([], ['day'], ['week'], ['month']);
  fc.assert(
    fc.property(
      dimensions,
      period,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (by, part, count, others) => {
        const request = { ...DAYS, groupBy: [...by, ...part] };
        const most = 100;
        const portions = [...portionsOf(request, units(count), { others, most })];
        const size = periodIn(request.groupBy);
        const cells = portions.flatMap(({ from, to, units: places }) => {
          const ranges = size === undefined ? [{ from, to }] : partsOf(size, from, to);
          const figures = ranges.length * (by.includes('territory') ? places.length : 1) * others;
          const isSmallest = ranges.length === 1 && (places.length === 1 || !by.includes('territory'));
          expect(figures <= most || isSmallest).toBe(true);
          return ranges.flatMap((range) => places.map((place) => `${range.from} ${range.to} ${place}`));
        });
        const all = size === undefined ? [DAYS] : partsOf(size, DAYS.from, DAYS.to);
        expect(cells).toHaveLength(all.length * count);
        expect(new Set(cells)).toEqual(
          new Set(all.flatMap((range) => units(count).map((place) => `${range.from} ${range.to} ${place}`))),
        );
      },
    ),
  );
});

test('the size of a request is the product of what it groups by', () => {
  const sizes = {
    measures: 2,
    territories: 27,
    categories: 11,
    channels: 10,
    responders: 8,
    places: 900,
    attributes: 50,
  };
  const of = (...groupBy: Dimension[]) => checkSize({ ...DAYS, to: '2055-12-31', groupBy }, sizes);
  expect([of(), of('territory'), of('territory', 'month')]).toEqual([[], [], []]);
  // The smaller places lie in the territories.
  expect(of('territory', 'settlement')).toEqual([]);
  expect(of('territory', 'day', 'starosta_district')).toEqual([
    {
      field: 'selection.group_by',
      rule: expect.stringContaining('(2 measures × 900 starosta districts × 10,957 days)'),
    },
  ]);
  expect(of('territory', 'day', 'channel', 'responder')).toEqual([
    {
      field: 'selection.group_by',
      rule: expect.stringContaining(
        'not 47,334,240 (2 measures × 27 territories × 10,957 days × 10 channels × 8 responders)',
      ),
    },
  ]);
});
