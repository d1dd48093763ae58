import { expect, test } from 'vitest';
import type { Figure } from '../figures/module.ts';
import { incidentsOf } from './incidents-of-period.ts';

test('incidents are listed by category, with the median of their responses', () => {
  const of = (category: 'fire' | 'medical', value: number): Figure[] => [
    { measure: 'incidents', category, value, from: '2026-01-01' },
    { measure: 'incidents', category, value, from: '2026-01-05' },
  ];
  const listed = (base: number) => {
    const median: Figure = { measure: 'response_time_p50', category: 'fire', value: 500, base };
    return incidentsOf([...of('fire', 4), ...of('medical', 9), median]);
  };
  expect(listed(10)).toEqual([
    { category: 'medical', count: 18, medianSeconds: undefined, responded: undefined },
    { category: 'fire', count: 8, medianSeconds: 500, responded: 10 },
  ]);
  // The median of a few may be the time of one.
  expect(listed(9)[1]).toEqual({ category: 'fire', count: 8, medianSeconds: undefined, responded: 9 });
});

test('without incidents there is no category', () => {
  expect(incidentsOf([{ measure: 'killed', category: 'fire', value: 1 }])).toEqual([]);
});
