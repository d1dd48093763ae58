import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkWindow, forecastGap, paceOf, poissonLimits, windowOf } from './pace.ts';

// x + z²/2 ∓ z·√(x + z²/4) with z = 1.959964: z²/2 = 1.920729, z²/4 = 0.960365
test.each([
  // 0: 1.920729 ∓ 1.959964·√0.960365 = 1.920729 ∓ 1.920729
  [0, 0, 3.841459],
  // 4: 5.920729 ∓ 1.959964·√4.960365 = 5.920729 ∓ 4.365208
  [4, 1.555522, 10.285937],
  // 10: 11.920729 ∓ 1.959964·√10.960365 = 11.920729 ∓ 6.488744
  [10, 5.431985, 18.409473],
])('the score limits of %d are %d and %d', (count, low, high) => {
  expect(poissonLimits(count)).toEqual({ low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) });
});

test('the pace of 10 gained and 4 lost in 7 days', () => {
  // low  = (6 − √((10 − 5.431985)² + (10.285937 − 4)²)) ÷ 7 = (6 − 7.770441) ÷ 7
  // high = (6 + √((18.409473 − 10)² + (4 − 1.555522)²)) ÷ 7 = (6 + 8.757549) ÷ 7
  expect(paceOf(10, 4, 7)).toEqual({
    perDay: expect.closeTo(6 / 7, 12),
    low: expect.closeTo(-1.770441 / 7, 5),
    high: expect.closeTo(14.757549 / 7, 5),
  });
});

test('without a single change, the pace is 0 and still uncertain', () => {
  expect(paceOf(0, 0, 100)).toEqual({
    perDay: 0,
    low: expect.closeTo(-0.03841459, 6),
    high: expect.closeTo(0.03841459, 6),
  });
});

test('the interval contains the pace, and mirrors it when coming and going are exchanged', () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(5_000), fc.integer({ min: 28, max: 1_096 }), (a, d, days) => {
      const [pace, mirrored] = [paceOf(a, d, days), paceOf(d, a, days)];
      expect(pace.low).toBeLessThanOrEqual(pace.perDay);
      expect(pace.high).toBeGreaterThanOrEqual(pace.perDay);
      expect(mirrored.low).toBeCloseTo(-pace.high, 9);
    }),
  );
});

test('the window is the full days before today', () => {
  expect(windowOf(100, '2021-10-01')).toEqual({ start: '2021-06-23', end: '2021-09-30', days: 100 });
});

test.each([
  [27, 1],
  [28, 0],
  [1_096, 0],
  [1_097, 1],
])('a window of %i days has %i violations', (days, count) => {
  expect(checkWindow(days, 'window_days')).toHaveLength(count);
});

const WINDOW = windowOf(100, '2021-10-01');

test('a gap of 368 at 80 in 100 days closes after 460 days', () => {
  const observed = { gained: 100, lost: 20, recordedSince: '2021-01-01' };
  expect(forecastGap(368, WINDOW, observed, '2021-10-01')).toMatchObject({
    status: 'expected',
    earliestOn: '2022-09-25',
    expectedOn: '2023-01-04',
    latestOn: '2023-06-16',
  });
  expect(forecastGap(0, WINDOW, observed, '2021-10-01')).toMatchObject({ status: 'met', pace: { perDay: 0.8 } });
  expect(forecastGap(1, WINDOW, { gained: 5, lost: 5, recordedSince: '2021-01-01' }, '2021-10-01')).toMatchObject({
    status: 'not_reached',
    expectedOn: undefined,
  });
  expect(forecastGap(1, WINDOW, { gained: 5, lost: 0 }, '2021-10-01')).toEqual({ status: 'too_little_history' });
});
