import { expect, test } from 'vitest';
import { partsAsOf, partsOnTheDay } from './parts.ts';

const DAY = '2026-03-01';
const LATER = '2026-06-01';
const CHAIN = [
  { code: 'A', successorCode: 'B', effectiveDate: DAY },
  { code: 'B', successorCode: 'C', effectiveDate: LATER },
];
const wanted = (...codes: string[]) => codes.map((code) => ({ territory: code, codes: [code] }));

test('as of the day of the event, a merged code counts for itself before and for each successor in turn', () => {
  expect(partsOnTheDay(wanted('A', 'B', 'C'), CHAIN)).toEqual([
    { territory: 'A', code: 'A', first: undefined, last: '2026-02-28' },
    { territory: 'B', code: 'B', first: undefined, last: '2026-05-31' },
    { territory: 'C', code: 'C', first: undefined, last: undefined },
    { territory: 'B', code: 'A', first: DAY, last: '2026-05-31' },
    { territory: 'C', code: 'B', first: LATER, last: undefined },
    { territory: 'C', code: 'A', first: LATER, last: undefined },
  ]);
});

test('as of a day, a code counts on all days for its successor of that day', () => {
  const all = { first: undefined, last: undefined };
  expect(partsAsOf(wanted('A', 'B', 'C'), CHAIN, DAY)).toEqual([
    { territory: 'B', code: 'B', ...all },
    { territory: 'C', code: 'C', ...all },
    { territory: 'B', code: 'A', ...all },
  ]);
  expect(partsAsOf(wanted('A', 'B', 'C'), CHAIN, LATER)).toEqual([
    { territory: 'C', code: 'C', ...all },
    { territory: 'C', code: 'B', ...all },
    { territory: 'C', code: 'A', ...all },
  ]);
});

test('hromadas that merge into each other end in parts, not in an endless loop', () => {
  const circle = [...CHAIN, { code: 'C', successorCode: 'A', effectiveDate: LATER }];
  expect(partsOnTheDay(wanted('A'), circle).length).toBeGreaterThan(0);
  expect(partsAsOf(wanted('A'), circle, LATER)).toEqual([]);
});

test('a raion has the parts of its hromadas, also of those that merge into a hromada of another raion', () => {
  const raions = [
    { territory: 'R1', codes: ['A'] },
    { territory: 'R2', codes: ['B'] },
  ];
  expect(partsOnTheDay(raions, CHAIN.slice(0, 1))).toEqual([
    { territory: 'R1', code: 'A', first: undefined, last: '2026-02-28' },
    { territory: 'R2', code: 'B', first: undefined, last: undefined },
    { territory: 'R2', code: 'A', first: DAY, last: undefined },
  ]);
});
