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

const officers = (hromadasCoveredDemonstration: number) => ({
  assigned: 9,
  demonstration: hromadasCoveredDemonstration,
  hromadasCovered: 7,
  hromadasCoveredDemonstration,
  targets: [],
  allHromadas: undefined,
});

test.each([
  ['only real ones', officers(0), { value: 7, demonstration: undefined }],
  ['only invented ones', officers(7), { value: undefined, demonstration: 7 }],
  ['both', officers(3), { value: 4, demonstration: 3 }],
  ['nobody', { ...officers(0), assigned: 0, hromadasCovered: 0 }, undefined],
])('without the figure of the registry, hromadas are covered as assigned: %s', (_, serving, expected) => {
  expect(withCoveredNow(card(), serving).promises).toEqual([measure(expected as never)]);
});

test('the figure of the registry counts once it is known', () => {
  const published = { value: 5, demonstration: undefined };
  expect(withCoveredNow(card(published), officers(0)).promises).toEqual([measure(published)]);
});
