import { expect, test } from 'vitest';
import {
  checkExpiryTerm,
  checkPolicy,
  limitsOn,
  mayExpireEarlier,
  refuseUnseen,
  withPolicy,
  type RetentionPolicy,
} from './retention-policy.ts';

const TODAY = '2026-06-01';

function policy(change: Partial<RetentionPolicy> = {}): RetentionPolicy {
  return {
    category: '',
    clock: 'recorded',
    validFrom: '2020-01-01',
    days: 30,
    source: 'наказ про тест',
    confirmed: true,
    ...change,
  };
}

const TRAFFIC = policy({ category: 'traffic', days: 90 });
const ORDER = policy({ confirmed: false });

test('the longest policy that applies wins, for each clock', () => {
  const uploaded = policy({ category: 'traffic', clock: 'uploaded', days: 10, confirmed: false });
  expect(limitsOn([policy(), TRAFFIC, uploaded], TODAY)).toEqual([
    { category: '', recorded: { all: 30, confirmed: 30 }, uploaded: {} },
    { category: 'traffic', recorded: { all: 90, confirmed: 90 }, uploaded: { all: 10 } },
  ]);
  expect(limitsOn([policy({ days: 365 }), TRAFFIC], TODAY)[1]?.recorded.all).toBe(365);
});

test('a policy holds from its day until a later one of its category and clock', () => {
  const later = policy({ validFrom: '2026-06-02', days: 60 });
  expect(limitsOn([policy(), later], TODAY)[0]?.recorded).toEqual({ all: 30, confirmed: 30 });
  expect(limitsOn([policy(), later], '2026-06-02')[0]?.recorded).toEqual({ all: 60, confirmed: 60 });
  expect(limitsOn([later], TODAY)).toEqual([{ category: '', recorded: {}, uploaded: {} }]);
});

test('an unconfirmed policy keeps longer, and is not among the confirmed ones', () => {
  expect(limitsOn([policy({ days: 400, confirmed: false }), TRAFFIC], TODAY)[1]?.recorded).toEqual({
    all: 400,
    confirmed: 90,
  });
});

test.each<[string, RetentionPolicy[], RetentionPolicy, boolean]>([
  ['a first confirmed policy', [], policy(), true],
  ['a first unconfirmed policy', [], ORDER, false],
  ['fewer days', [policy()], policy({ days: 29 }), true],
  ['more days', [policy()], policy({ days: 31 }), false],
  ['the same again', [policy()], policy(), false],
  ['the confirmation of the longest', [ORDER], policy(), true],
  ['the confirmation of one that is not the longest', [ORDER, policy({ clock: 'uploaded', days: 5 })], policy(), true],
  ['a policy of another clock beside a confirmed one', [policy()], policy({ clock: 'uploaded', days: 1 }), false],
  ['a category that is kept longer', [policy()], TRAFFIC, false],
  ['a category whose days do not matter', [policy({ days: 365 })], TRAFFIC, false],
  ['fewer days on a later day', [policy()], policy({ days: 29, validFrom: '2030-01-01' }), true],
  ['fewer days until a past day', [policy(), policy({ validFrom: '2025-01-01' })], policy({ days: 3 }), false],
  ['a category that ends a longer unconfirmed one', [policy({ days: 400, confirmed: false })], TRAFFIC, false],
])('sees whether recordings could expire earlier: %s', (_what, present, next, expected) => {
  expect(mayExpireEarlier(present, next, TODAY)).toBe(expected);
});

test('a policy of the same category, clock and day is replaced', () => {
  expect(withPolicy([policy(), TRAFFIC], policy({ days: 1 }))).toEqual([TRAFFIC, policy({ days: 1 })]);
});

test('nobody shortens without the token of the preview', () => {
  const shorter = policy({ days: 29 });
  const seen = { expected: 'token', today: TODAY };
  expect(refuseUnseen([policy()], shorter, { ...seen, given: 'token' })).toBeUndefined();
  expect(refuseUnseen([policy()], policy({ days: 31 }), { ...seen, given: '' })).toBeUndefined();
  expect(refuseUnseen([policy()], shorter, { ...seen, given: 'other' })).toMatchObject({
    kind: 'failed-precondition',
    reason: 'PREVIEW_REQUIRED',
    violations: [{ field: 'preview_token' }],
  });
});

test('names every bad field of a policy and of a term', () => {
  expect(checkPolicy(policy())).toEqual([]);
  const bad = policy({ validFrom: '2026-02-30', days: 0, source: '' });
  expect(checkPolicy(bad).map(({ field }) => field)).toEqual(['valid_from', 'days', 'source']);
  const term = { validFrom: '2026-01-01', noticeDays: 14, restoreDays: 30, source: 'наказ', confirmed: true };
  expect(checkExpiryTerm(term)).toEqual([]);
  const worse = { ...term, validFrom: '', noticeDays: 0, restoreDays: 3_661, source: ' ' };
  expect(new Set(checkExpiryTerm(worse).map(({ field }) => field))).toEqual(
    new Set(['valid_from', 'notice_days', 'restore_days', 'source']),
  );
});
