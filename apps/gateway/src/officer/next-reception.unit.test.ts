import { expect, test } from 'vitest';
import { nextReception } from './next-reception.ts';

const at = (weekday: number, opens: string, closes: string) => ({ weekday, opens, closes });
const WEDNESDAY = at(3, '08:00', '12:00');
const SATURDAY = at(6, '15:00', '19:00');

// 2 December 2026 is a Wednesday; Kyiv is two hours ahead of UTC.
test.each([
  ['before it begins, today', '2026-12-02T05:00:00Z', [SATURDAY, WEDNESDAY], '2026-12-02', WEDNESDAY],
  ['while it lasts, today', '2026-12-02T09:59:00Z', [SATURDAY, WEDNESDAY], '2026-12-02', WEDNESDAY],
  ['when it is over, the next one', '2026-12-02T10:00:00Z', [SATURDAY, WEDNESDAY], '2026-12-05', SATURDAY],
  ['with one a week, in a week', '2026-12-02T10:00:00Z', [WEDNESDAY], '2026-12-09', WEDNESDAY],
  [
    'of two on a day, the earlier one',
    '2026-12-03T10:00:00Z',
    [at(5, '14:00', '15:00'), at(5, '09:00', '10:00')],
    '2026-12-04',
    at(5, '09:00', '10:00'),
  ],
  [
    'after midnight in Kyiv it is the next day',
    '2026-12-01T22:30:00Z',
    [at(2, '22:00', '23:59'), WEDNESDAY],
    '2026-12-02',
    WEDNESDAY,
  ],
  ['on Sunday', '2026-12-05T22:30:00Z', [at(7, '10:00', '11:00')], '2026-12-06', at(7, '10:00', '11:00')],
])('%s', (_when, now, hours, day, next) => {
  expect(nextReception(hours, new Date(now))).toEqual({ day, hours: next });
});

test('without office hours there is none', () => {
  expect(nextReception([], new Date())).toBeUndefined();
});
