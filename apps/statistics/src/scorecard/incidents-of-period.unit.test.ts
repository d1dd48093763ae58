import { expect, test } from 'vitest';
import type { Figure } from '../figures/module.ts';
import { incidentsOf } from './incidents-of-period.ts';

test('incidents are listed by category, with the median of their responses', () => {
  const of = (category: 'fire' | 'medical', value: number): Figure[] => [
    { measure: 'incidents', category, value, from: '2026-01-01' },
    { measure: 'incidents', category, value, from: '2026-01-05' },
  ];
  const median: Figure = { measure: 'response_time_p50', category: 'fire', value: 500, base: 3 };
  expect(incidentsOf([...of('fire', 4), ...of('medical', 9), median])).toEqual([
    { category: 'medical', count: 18, medianSeconds: undefined, responded: undefined },
    { category: 'fire', count: 8, medianSeconds: 500, responded: 3 },
  ]);
});

test('without incidents there is no category', () => {
  expect(incidentsOf([{ measure: 'killed', category: 'fire', value: 1 }])).toEqual([]);
});
