import { expect, test } from 'vitest';
import { withCoveredNow } from './covered-now.ts';
import type { PeriodScorecard } from './period-scorecard.ts';

const measure = (current: { value: number; demonstration: undefined } | undefined) =>
  ({ promise: 'hromadas_covered', current }) as PeriodScorecard['promises'][number];
const card = (current?: { value: number; demonstration: undefined }): PeriodScorecard => ({
  promises: [measure(current)],
  ratios: [],
  incidents: [],
});

const officers = (assigned: number, demonstration: number) => ({
  assigned,
  demonstration,
  hromadasCovered: 7,
  targets: [],
  allHromadas: undefined,
});

test.each([
  ['only real ones', officers(9, 0), { value: 7, demonstration: undefined }],
  ['only invented ones', officers(9, 9), { value: undefined, demonstration: 7 }],
  ['both', officers(9, 4), undefined],
  ['nobody', { ...officers(0, 0), hromadasCovered: 0 }, undefined],
])('without the figure of the registry, hromadas are covered as assigned: %s', (_, serving, expected) => {
  expect(withCoveredNow(card(), serving).promises).toEqual([measure(expected as never)]);
});

test('the figure of the registry counts once it is known', () => {
  const published = { value: 5, demonstration: undefined };
  expect(withCoveredNow(card(published), officers(9, 0)).promises).toEqual([measure(published)]);
});
