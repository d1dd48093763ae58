import { expect, test } from 'vitest';
import { fillGaps, type GapQuery } from './gaps.ts';

const query: GapQuery = {
  counts: ['incidents'],
  groupBy: ['territory', 'month'],
  from: '2026-01-15',
  to: '2026-03-10',
  territories: [
    { territory: 'A', mergedOn: undefined },
    { territory: 'B', mergedOn: '2026-03-01' },
  ],
  isWhole: ({ to = '' }) => to >= '2026-02-10',
};
const figure = {
  measure: 'incidents',
  territoryCode: 'A',
  from: '2026-02-01',
  to: '2026-02-28',
  value: 3,
};

test('fills each part of the calendar of which all is reported, cut to the period', () => {
  const filled = fillGaps([figure], query);
  expect(filled).toEqual([
    figure,
    { ...figure, territoryCode: 'B', value: 0 },
    { ...figure, from: '2026-03-01', to: '2026-03-10', value: 0 },
  ]);
});

test('fills categories only in the combinations that occur', () => {
  const fires = { ...figure, category: 'fire' as const };
  const filled = fillGaps([fires], { ...query, groupBy: [...query.groupBy, 'category'] });
  expect(filled.map(({ territoryCode, from, category, value }) => [territoryCode, from, category, value])).toEqual([
    ['A', '2026-02-01', 'fire', 3],
    ['B', '2026-02-01', 'fire', 0],
    ['A', '2026-03-01', 'fire', 0],
  ]);
});

test('fills nothing that is not wholly reported, and no measures that are not counts', () => {
  expect(fillGaps([], { ...query, isWhole: () => false })).toEqual([]);
  expect(fillGaps([], { ...query, counts: [] })).toEqual([]);
  expect(fillGaps([], { ...query, groupBy: [], isWhole: () => true })).toEqual([{ measure: 'incidents', value: 0 }]);
});
