import { expect, test } from 'vitest';
import type { Figure } from '../figures/module.ts';
import { incidentsOf } from './incidents-of-period.ts';

test('incidents are listed by category, with the invented ones and their medians apart', () => {
  const of = (category: 'fire' | 'medical', value: number, demonstration: number): Figure[] => [
    { measure: 'incidents', category, value, demonstration, from: '2026-01-01' },
    { measure: 'incidents', category, value, demonstration, from: '2026-01-05' },
  ];
  const median = (category: 'fire' | 'medical', value: number, demonstration: number): Figure => ({
    measure: 'response_time_p50',
    category,
    value,
    demonstration,
    base: 3,
  });
  const current = [...of('fire', 4, 0), ...of('medical', 9, 9), median('fire', 500, 0), median('medical', 600, 600)];
  expect(incidentsOf(current)).toEqual([
    {
      category: 'medical',
      count: undefined,
      demonstration: 18,
      medianSeconds: undefined,
      inventedMedianSeconds: 600,
      responded: 3,
    },
    {
      category: 'fire',
      count: 8,
      demonstration: undefined,
      medianSeconds: 500,
      inventedMedianSeconds: undefined,
      responded: 3,
    },
  ]);
});

test('without incidents there is no category', () => {
  expect(incidentsOf([{ measure: 'killed', category: 'fire', value: 1, demonstration: 0 }])).toEqual([]);
});
