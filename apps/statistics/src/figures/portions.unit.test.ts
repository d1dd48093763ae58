import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dimension } from './figure.ts';
import { oneAhead, portionsOf } from './portions.ts';
import { checkPortion, checkSize, partsOf, periodIn } from './size.ts';

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
      fc.boolean(),
      (by, part, count, others, isCounted) => {
        const request = { ...DAYS, groupBy: [...by, ...part] };
        const most = 100;
        const counted = isCounted ? ({ from }: { from: string }) => Number(from.slice(8)) * 3 : undefined;
        const portions = [...portionsOf(request, units(count), { others, most, counted })];
        const size = periodIn(request.groupBy);
        const cells = portions.flatMap(({ from, to, units: places }) => {
          const ranges = size === undefined ? [{ from, to }] : partsOf(size, from, to);
          const each = (by.includes('territory') ? places.length : 1) * others;
          const figures = ranges.reduce((sum, range) => sum + Math.min(each, counted?.(range) ?? each), 0);
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

test('parts of the calendar with few figures are read together, as many as the bound allows', () => {
  const request = { from: '2026-01-01', to: '2026-01-08', groupBy: ['territory', 'day'] as const };
  const counts = new Map([
    ['2026-01-02', 40],
    ['2026-01-03', 60],
    ['2026-01-05', 1],
    ['2026-01-06', 150],
    ['2026-01-08', 7],
  ]);
  const counted = ({ from }: { from: string }) => counts.get(from) ?? 0;
  const portions = [...portionsOf(request, units(50), { others: 4, most: 100, counted })];
  expect(portions.map(({ from, to, units: { length } }) => [from, to, length])).toEqual([
    ['2026-01-01', '2026-01-04', 50],
    ['2026-01-05', '2026-01-05', 50],
    ['2026-01-06', '2026-01-06', 25],
    ['2026-01-06', '2026-01-06', 25],
    ['2026-01-07', '2026-01-08', 50],
  ]);
});

test('the next part is read while the caller works on the last one, and never a third one', async () => {
  const log: string[] = [];
  const read = async (part: number) => {
    log.push(`read ${part}`);
    await Promise.resolve();
    if (part === 3) throw new Error('away');
    return part;
  };
  const work = async () => {
    for await (const found of oneAhead([1, 2, 3, 4], read)) log.push(`found ${found}`);
  };
  await expect(work()).rejects.toThrow('away');
  expect(log).toEqual(['read 1', 'read 2', 'found 1', 'read 3', 'found 2']);
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

test('what an export reads at once is bounded: the figures of a period, and of a territory if it groups by them', () => {
  const sizes = { measures: 5, territories: 1_469, categories: 11, channels: 10, responders: 8, attributes: 100 };
  const of = (places: number, ...groupBy: Dimension[]) => checkPortion({ ...DAYS, groupBy }, { ...sizes, places });
  expect([of(0), of(0, 'category', 'attribute'), of(0, 'territory', 'day', 'channel')]).toEqual([[], [], []]);
  expect(of(29_000, 'territory', 'settlement')).toEqual([]);
  expect(of(29_000, 'settlement', 'day')).toEqual([
    {
      field: 'selection.group_by',
      rule: 'must lead to at most 100,000 figures of a period, which are read at once, not 145,000: group by TERRITORY',
    },
  ]);
  expect(of(0, 'territory', 'category', 'channel', 'responder', 'attribute')).toMatchObject([
    { rule: expect.stringContaining('figures of a territory and period, which are read at once, not 440,000') },
  ]);
});
