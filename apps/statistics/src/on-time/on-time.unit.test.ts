import { expect, test } from 'vitest';
import { elapsedMs, judge, type Target } from './on-time.ts';

const TARGET: Target = {
  goal: 'arrival',
  service: 'ambulance',
  targetClass: 'critical',
  area: 'any',
  ownPromise: false,
  validFrom: '2021-01-01',
  minutes: 10,
  allowedExceedancePercent: 25,
  clock: 'received',
  status: 'binding',
  confirmed: true,
};
const times = { medianMs: 0, p90Ms: 0 };

test.each([
  [100, 75, true],
  [100, 74, false],
  [4, 3, true],
  [3, 2, false],
])('of %i arrivals, %i on time: kept is %s where a quarter may take longer', (arrivals, onTime, kept) => {
  const judged = judge({ target: TARGET, arrivals, onTime, ...times });
  expect(judged.kept).toBe(kept);
  expect(judged.share?.value).toBe(onTime / arrivals);
  expect(judged.share?.low).toBeLessThan(onTime / arrivals);
});

test('without an arrival, no share is known, and nothing is kept or broken', () => {
  expect(judge({ target: TARGET, arrivals: 0, onTime: 0, ...times })).toEqual({ share: undefined, kept: undefined });
});

test('a target without an allowed share is neither kept nor broken', () => {
  const target = { ...TARGET, allowedExceedancePercent: undefined };
  expect(judge({ target, arrivals: 10, onTime: 0, ...times }).kept).toBeUndefined();
});

const [EIGHT, FIVE_PAST, TEN_PAST] = ['08:00', '08:05', '08:10'].map((time) => new Date(`2026-01-01T${time}:00Z`));
const KNOWN = { receivedTime: EIGHT, dispatchedTime: FIVE_PAST, doneTime: TEN_PAST };

test('the clock begins with the receipt, the dispatch, or the discovery, which is the receipt', () => {
  expect(elapsedMs('received', KNOWN)).toBe(600_000);
  expect(elapsedMs('discovered', KNOWN)).toBe(600_000);
  expect(elapsedMs('dispatched', KNOWN)).toBe(300_000);
});

test('a time that is not known or contradicts another one counts nothing', () => {
  expect(elapsedMs('dispatched', { ...KNOWN, dispatchedTime: undefined })).toBeUndefined();
  expect(elapsedMs('received', { ...KNOWN, doneTime: undefined })).toBeUndefined();
  expect(elapsedMs('dispatched', { ...KNOWN, doneTime: EIGHT })).toBeUndefined();
});
