import { windowOf } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { forecast, type Observed } from './forecast.ts';
import { checkTarget, type RecruitmentTarget } from './target.ts';

const TODAY = '2021-10-01';
const TARGET: RecruitmentTarget = {
  dueOn: '2021-12-31',
  officers: 1_000,
  source: 'Заява міністерства, 4 листопада 2021',
};
const WINDOW = windowOf(100, TODAY);
const OBSERVED: Observed = { inService: 632, activations: 100, departures: 20, recordedSince: '2021-01-01' };

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
  ['due_on', { dueOn: '31.12.2021' }],
  ['officers', { officers: 0 }],
  ['officers', { officers: 1_000_001 }],
  ['source', { source: '' }],
])('reports a bad %s of a target: %o', (field, change) => {
  expect(checkTarget(TARGET)).toEqual([]);
  expect(checkTarget({ ...TARGET, ...change }).map((violation) => violation.field)).toEqual([field]);
});
