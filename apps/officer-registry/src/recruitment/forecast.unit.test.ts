import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkWindow, forecast, paceOf, poissonLimits, windowOf, type Observed } from './forecast.ts';
import { checkTarget, type RecruitmentTarget } from './target.ts';

const TODAY = '2021-10-01';
const TARGET: RecruitmentTarget = {
  dueOn: '2021-12-31',
  officers: 1_000,
  source: 'Заява міністерства, 4 листопада 2021',
  demonstration: false,
};
const WINDOW = windowOf(100, TODAY);
const OBSERVED: Observed = { inService: 632, activations: 100, departures: 20, recordedSince: '2021-01-01' };

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

test('the pace of 10 activations and 4 departures in 7 days', () => {
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
  expect(WINDOW).toEqual({ start: '2021-06-23', end: '2021-09-30', days: 100 });
});

test('says when the target is met, at the latest and at the earliest', () => {
  // 368 officers are missing, 80 in 100 days: 460 days. Limits of 100: 82.223, 121.619; of 20: 12.948, 30.893.
  // low = 80 − √(17.777² + 10.893²) = 59.151: 623 days; high = 80 + √(21.619² + 7.052²) = 102.740: 359 days
  const found = forecast(TARGET, WINDOW, OBSERVED, TODAY);
  expect(found).toMatchObject({
    status: 'expected',
    earliestOn: '2022-09-25',
    expectedOn: '2023-01-04',
    latestOn: '2023-06-16',
    inTime: false,
  });
  expect(forecast({ ...TARGET, dueOn: '2023-01-04' }, WINDOW, OBSERVED, TODAY).inTime).toBe(true);
  expect(forecast({ ...TARGET, dueOn: '2023-01-03' }, WINDOW, OBSERVED, TODAY).inTime).toBe(false);
});

test('the latest day is absent if the pace may be zero', () => {
  const found = forecast(TARGET, WINDOW, { ...OBSERVED, activations: 10, departures: 4 }, TODAY);
  expect(found).toMatchObject({ status: 'expected', latestOn: undefined });
  expect(found.earliestOn).toBeDefined();
});

test.each([
  ['nobody came', { activations: 0, departures: 0 }],
  ['as many left as came', { activations: 5, departures: 5 }],
  ['more left than came', { activations: 5, departures: 9 }],
])('is not reached at this pace when %s', (_, change) => {
  const found = forecast(TARGET, WINDOW, { ...OBSERVED, ...change }, TODAY);
  expect(found).toMatchObject({ status: 'not_reached', expectedOn: undefined, latestOn: undefined, inTime: false });
  expect(found.pace).toBeDefined();
});

test('is not reached when the day would be in another century', () => {
  const many = { ...TARGET, officers: 1_000_000 };
  const slow = { ...OBSERVED, activations: 21 };
  expect(forecast(many, WINDOW, slow, TODAY)).toMatchObject({ status: 'not_reached', expectedOn: undefined });
  // 32,368 days: still in the numbers of days, and after 2100
  const late = forecast({ ...TARGET, officers: 955 + 1 }, WINDOW, slow, TODAY);
  expect(late).toMatchObject({ status: 'not_reached', expectedOn: undefined });
});

test('a target that is met needs no history', () => {
  const met = { ...OBSERVED, inService: 1_000 };
  expect(forecast(TARGET, WINDOW, met, TODAY)).toMatchObject({ status: 'met', inTime: true });
  const { recordedSince: _, ...unrecorded } = met;
  expect(forecast(TARGET, WINDOW, unrecorded, '2022-01-01')).toEqual({ status: 'met', inTime: false });
});

test.each([undefined, '2021-06-24'])('says that there is too little history: recorded since %s', (recordedSince) => {
  const { recordedSince: _, ...rest } = OBSERVED;
  const observed = recordedSince === undefined ? rest : { ...rest, recordedSince };
  expect(forecast(TARGET, WINDOW, observed, TODAY)).toEqual({ status: 'too_little_history', inTime: false });
  expect(forecast(TARGET, WINDOW, { ...rest, recordedSince: '2021-06-23' }, TODAY).status).toBe('expected');
});

test.each([
  [27, 1],
  [28, 0],
  [1_096, 0],
  [1_097, 1],
])('a window of %i days has %i violations', (days, count) => {
  expect(checkWindow(days, 'window_days')).toHaveLength(count);
});

test.each([
  ['due_on', { dueOn: '31.12.2021' }],
  ['officers', { officers: 0 }],
  ['officers', { officers: 1_000_001 }],
  ['source', { source: '' }],
])('reports a bad %s of a target: %o', (field, change) => {
  expect(checkTarget(TARGET)).toEqual([]);
  expect(checkTarget({ ...TARGET, ...change }).map((violation) => violation.field)).toEqual([field]);
});
