import { expect, test } from 'vitest';
import { checkPeriod, daysOf, periodOf, yearsBefore } from './period.ts';

const TODAY = '2026-11-28';
const request = { firstDay: '', lastDay: '', knownOn: '' };

test('without days, it is this year until today', () => {
  expect(checkPeriod(request, TODAY)).toEqual([]);
  expect(periodOf(request, TODAY)).toEqual({
    firstDay: '2026-01-01',
    lastDay: '2026-12-31',
    countedUntil: TODAY,
    today: TODAY,
    knownOn: undefined,
  });
});

test('a past period is counted whole, and as known on a day until that day', () => {
  const past = { ...request, firstDay: '2025-01-01', lastDay: '2025-06-30' };
  expect(periodOf(past, TODAY).countedUntil).toBe('2025-06-30');
  const known = { ...past, knownOn: '2025-03-31' };
  expect(checkPeriod(known, TODAY)).toEqual([]);
  expect(periodOf(known, TODAY)).toMatchObject({ countedUntil: '2025-03-31', knownOn: '2025-03-31' });
});

test.each([
  ['first_day', { firstDay: '2025-13-01', lastDay: '2025-12-31' }],
  ['last_day', { firstDay: '2025-01-01' }],
  ['first_day', { lastDay: '2025-01-01' }],
  ['first_day', { firstDay: '2026-11-29', lastDay: '2026-12-31' }],
  ['last_day', { firstDay: '2025-02-01', lastDay: '2025-01-01' }],
  ['last_day', { firstDay: '2025-01-01', lastDay: '2026-01-02' }],
  ['known_on', { knownOn: 'today' }],
  ['known_on', { knownOn: '2026-11-29' }],
  ['known_on', { knownOn: '2025-12-31' }],
  ['known_on', { firstDay: '2025-02-01', lastDay: '2025-03-01', knownOn: '2025-01-31' }],
])('names %s when it breaks a rule', (field, bad) => {
  expect(checkPeriod({ ...request, ...bad }, TODAY).map((violation) => violation.field)).toEqual([field]);
});

test('the same days of earlier and later years', () => {
  const span = { from: '2024-02-29', to: '2024-12-31' };
  expect(yearsBefore(span, 1)).toEqual({ from: '2023-02-28', to: '2023-12-31' });
  expect(yearsBefore(span, 4)).toEqual({ from: '2020-02-29', to: '2020-12-31' });
  expect(yearsBefore({ from: '2019-01-01', to: '2019-01-31' }, -1)).toEqual({ from: '2020-01-01', to: '2020-01-31' });
  expect(daysOf(span)).toBe(307);
});
