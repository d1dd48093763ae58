import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toResponse } from './incident.mapping.ts';
import { bucketOf, countResponses, quantileOf, responseOf, timeOf } from './response-time.ts';

const THIRTY_DAYS = 30 * 24 * 3_600_000;
const milliseconds = fc.oneof(
  fc.integer({ min: 0, max: THIRTY_DAYS }),
  fc.integer({ min: 0, max: 3_600_000 }),
  fc.integer({ min: 0, max: 100 }),
);

test('the time that represents a bucket is within 2.5 % of every time in it', () => {
  fc.assert(
    fc.property(milliseconds, (time) => {
      expect(Math.abs(timeOf(bucketOf(time)) - time)).toBeLessThanOrEqual(0.025 * time);
    }),
    { numRuns: 2_000 },
  );
});

test('a longer time is never in a lower bucket', () => {
  fc.assert(
    fc.property(milliseconds, milliseconds, (a, b) => {
      expect(Math.sign(bucketOf(a) - bucketOf(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('thirty days need a few hundred buckets', () => {
  expect(bucketOf(THIRTY_DAYS)).toBeLessThan(500);
});

test('quantiles of merged histograms are within 2.5 % of the quantiles of all times', () => {
  const some = fc.array(milliseconds, { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(some, some, fc.constantFrom(0, 0.5, 0.9, 0.99, 1), (one, other, quantile) => {
      const histogramOf = (times: readonly number[]) =>
        countResponses(times.map((milliseconds) => ({ category: 'fire' as const, milliseconds })));
      const all = [...one, ...other].toSorted((a, b) => a - b);
      const exact = all[Math.floor(quantile * (all.length - 1))] ?? Number.NaN;
      const estimated = quantileOf([...histogramOf(one), ...histogramOf(other)], quantile) ?? Number.NaN;
      expect(Math.abs(estimated - exact)).toBeLessThanOrEqual(0.025 * exact);
    }),
    { numRuns: 1_000 },
  );
});

test('an empty histogram has no quantile', () => {
  expect(quantileOf([], 0.9)).toBeUndefined();
});

test('a response time runs from received to on scene and is never negative', () => {
  const received = new Date('2021-11-04T10:00:00Z');
  const onScene = new Date('2021-11-04T10:12:30.5Z');
  expect(responseOf('fire', received, onScene)).toEqual({ category: 'fire', milliseconds: 750_500 });
  expect(responseOf('fire', received, received)).toEqual({ category: 'fire', milliseconds: 0 });
  expect(responseOf('fire', onScene, received)).toBeUndefined();
  const tooEarly = { category: IncidentCategory.FIRE, receivedTime: onScene, onSceneTime: received };
  expect(() => toResponse(tooEarly)).toThrow('on_scene_time is before received_time');
});
