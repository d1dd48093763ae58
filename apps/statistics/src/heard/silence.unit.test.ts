import { addDays, type Day } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { listenTo } from './silence.ts';

const FIRST = '2026-01-01';
const at = (index: number): Day => addDays(FIRST, index);
const daily = (days: number, every = 1) => Array.from({ length: Math.ceil(days / every) }, (_, n) => at(n * every));

test('a source that was never heard covers nothing', () => {
  expect(listenTo([], at(100))).toEqual({
    quiet: [{ from: undefined, to: undefined }],
    silence: { since: undefined, longestGapDays: undefined },
  });
});

test('a source that reports every day is silent after two days without, and covers nothing since', () => {
  const days = daily(400);
  expect(listenTo(days, at(401)).silence).toBeUndefined();
  expect(listenTo(days, at(402))).toEqual({
    quiet: [{ from: at(400), to: undefined }],
    silence: { since: at(400), longestGapDays: 1 },
  });
});

test('a source that reports every week is not silent for two weeks', () => {
  const days = daily(400, 7);
  expect(listenTo(days, at(399 + 14)).silence).toBeUndefined();
  expect(listenTo(days, at(399 + 16)).silence).toMatchObject({ longestGapDays: 7 });
});

test('with a short history, two months without a report are long', () => {
  const days = [at(0), at(3)];
  expect(listenTo(days, at(63)).silence).toBeUndefined();
  expect(listenTo(days, at(64)).silence).toEqual({ since: at(4), longestGapDays: undefined });
});

test('a monthly export is not silent before its time, which its declaration says', () => {
  const days = daily(300);
  expect(listenTo(days, addDays(at(330), -31)).silence).toBeUndefined();
  expect(listenTo(days, addDays(at(333), -31)).silence).toMatchObject({ since: at(300) });
});

test('a past silence is a hole, unless a later report fills it', () => {
  const days = [...daily(100), ...daily(100).map((day) => addDays(day, 120))];
  expect(listenTo(days, at(219))).toEqual({ quiet: [{ from: at(100), to: at(119) }], silence: undefined });
  expect(listenTo(daily(220), at(219)).quiet).toEqual([]);
});

test('reports that come by chance are called silent less than once in ten years', () => {
  let [alarms, years] = [0, 0];
  let state = 35;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  for (const rate of [0.05, 0.1, 0.3, 0.6, 0.9]) {
    for (let source = 0; source < 60; source += 1) {
      const reported = daily(1_500).filter(() => next() < rate);
      alarms += listenTo(reported, reported.at(-1) ?? FIRST).quiet.length;
      years += 1_500 / 365;
    }
  }
  expect(alarms / years).toBeLessThan(0.1);
});
