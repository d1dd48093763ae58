import { expect, test } from 'vitest';
import { overlapping, titleOf } from './law.ts';
import { checkTerms } from './terms.ts';
import { FIRST_TERMS } from './terms.store.ts';

const [TIMES] = FIRST_TERMS.expectedTimes;
const [KEPT] = FIRST_TERMS.retention;

test('the first terms contradict themselves nowhere, and none claims to be confirmed', () => {
  expect(checkTerms(FIRST_TERMS)).toEqual([]);
  const statuses = [...FIRST_TERMS.expectedTimes, ...FIRST_TERMS.retention].map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['unconfirmed']));
});

test('rules of one key must not hold on the same day, and the problem names both', () => {
  const next = { ...TIMES!, validFrom: '2026-01-01' };
  expect(checkTerms({ expectedTimes: [TIMES!, next], retention: [] })[0]).toMatch(
    /^expected times of road crash, immediate, from 2000-01-01 .* overlaps expected times of road crash, immediate, from/,
  );
  expect(checkTerms({ expectedTimes: [{ ...TIMES!, validTo: '2025-12-31' }, next], retention: [] })).toEqual([]);
  expect(overlapping(next, [{ ...TIMES!, urgency: 'low' }])).toBeUndefined();
  expect(overlapping({ ...KEPT!, validFrom: '2026-01-01' }, [KEPT!])).toBe(KEPT);
  expect(titleOf(KEPT!)).toMatch(/^retention of road crash, from 2000-01-01 \(.*; unconfirmed\)$/);
});
