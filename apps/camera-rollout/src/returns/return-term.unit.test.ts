import { expect, test } from 'vitest';
import { checkTerm, daysOverdue, dueDay } from './return-term.ts';

const TERM = { effectiveOn: '2026-01-01', days: 10, source: 'Наказ, пункт 4' };

test.each([
  ['effective_on', { effectiveOn: '01.01.2026' }],
  ['days', { days: 0 }],
  ['days', { days: -1 }],
  ['days', { days: 366 }],
  ['source', { source: '' }],
])('reports a bad %s: %o', (field, change) => {
  expect(checkTerm(TERM)).toEqual([]);
  expect(checkTerm({ ...TERM, ...change }).map((violation) => violation.field)).toEqual([field]);
});

test('a camera is due so many calendar days after the recall', () => {
  expect(dueDay('2026-02-25', TERM)).toBe('2026-03-07');
});

test.each([
  ['2026-03-07', 0],
  ['2026-03-06', 0],
  ['2026-03-08', 1],
  ['2026-04-07', 31],
])('on %s it is %i days overdue', (today, days) => {
  expect(daysOverdue('2026-03-07', today)).toBe(days);
  expect(daysOverdue(undefined, today)).toBe(0);
});
