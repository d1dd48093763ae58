import { addDays, checkGround } from '@safe-community/domain-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { place, release, type Hold, type Retained } from './hold.ts';
import { checkTerm, dueDays, dueOn, type RetentionTerm } from './retention-term.ts';

const TERM: RetentionTerm = { days: 30, validFrom: '2020-01-01', source: 'наказ', status: 'confirmed' };
const later = (change: Partial<RetentionTerm>): RetentionTerm => ({ ...TERM, validFrom: '2020-07-01', ...change });

test.each<[string, readonly RetentionTerm[], string, string, string | undefined]>([
  ['the day after the last full day', [TERM], '2020-03-01', '2020-03-01', '2020-04-01'],
  ['never without a term', [], '2020-03-01', '2030-01-01', undefined],
  ['never before the first term', [TERM], '2019-03-01', '2019-12-31', undefined],
  ['by the first term, of an earlier dismissal', [TERM], '2019-12-01', '2020-01-01', '2020-01-01'],
  ['never by an unconfirmed term', [{ ...TERM, status: 'unconfirmed' }], '2020-03-01', '2030-01-01', undefined],
  ['never after an unconfirmed one', [TERM, later({ status: 'unconfirmed' })], '2020-03-01', '2020-07-01', undefined],
  ['by a longer later term', [TERM, later({ days: 365 })], '2020-06-30', '2020-07-01', '2021-07-01'],
  ['by the shorter one before it', [TERM, later({ days: 365 })], '2020-03-01', '2020-06-30', '2020-04-01'],
  ['not earlier by a shorter later term', [TERM, later({ days: 1 })], '2020-06-30', '2020-07-02', '2020-07-31'],
  ['by the shorter term, of a later dismissal', [TERM, later({ days: 1 })], '2020-07-01', '2020-07-02', '2020-07-03'],
])('data is due %s', (_, terms, dismissedOn, day, due) => {
  expect(dueOn(terms, dismissedOn, day)).toBe(due);
});

test('the days of dismissal that are due are those whose due day has come', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2020-01-01', days));
  const term = fc.record({
    days: fc.integer({ min: 1, max: 200 }),
    validFrom: day,
    source: fc.constant('наказ'),
    status: fc.constantFrom('confirmed' as const, 'unconfirmed' as const),
  });
  const terms = fc.uniqueArray(term, { maxLength: 4, selector: ({ validFrom }) => validFrom });
  fc.assert(
    fc.property(terms, day, day, (held, dismissedOn, today) => {
      fc.pre(dismissedOn <= today);
      const due = dueOn(held, dismissedOn, today);
      const isDue = due !== undefined && due <= today;
      const isListed = dueDays(held, today).some(({ first, last }) => first <= dismissedOn && dismissedOn <= last);
      expect(isListed).toBe(isDue);
    }),
    { numRuns: 2_000 },
  );
});

test('a term needs days, a day and a source', () => {
  expect(checkTerm(TERM)).toEqual([]);
  const broken = checkTerm({ days: 0, validFrom: '2020-02-30', source: '', status: 'confirmed' });
  expect(broken.map(({ field }) => field)).toEqual(['days', 'valid_from', 'source']);
  expect(checkTerm({ ...TERM, days: 36_601 })).toHaveLength(1);
});

const HOLD: Hold = {
  holdId: 'a',
  ground: 'справа № 1',
  placedAt: new Date(0),
  caller: 'client',
  releasedAt: undefined,
  releaseGround: '',
};
const OFFICER: Retained = { officerId: 'o', dismissedOn: undefined, erasedAt: undefined, holds: [] };

test('a hold is placed before the erasure, a hundred times, and released once', () => {
  expect(place(OFFICER, HOLD)).toBe(HOLD);
  expect(place({ ...OFFICER, erasedAt: new Date(0) }, HOLD)).toMatchObject({ reason: 'PERSONAL_DATA_ERASED' });
  const full = { ...OFFICER, holds: Array.from({ length: 100 }, () => HOLD) };
  expect(place(full, HOLD)).toMatchObject({ reason: 'TOO_MANY_HOLDS' });
  const held = { ...OFFICER, holds: [HOLD] };
  const at = new Date(1);
  const released = { ...HOLD, releasedAt: at, releaseGround: 'закрито' };
  expect(release(held, 'a', 'закрито', at)).toEqual(released);
  expect(release(held, 'b', 'закрито', at)).toMatchObject({ kind: 'not-found' });
  expect(release({ ...held, holds: [released] }, 'a', 'ще раз', at)).toMatchObject({ kind: 'not-found' });
});

test('a ground has 3 to 500 characters', () => {
  expect(checkGround('справа № 1', 'ground')).toEqual([]);
  for (const bad of ['', '   ', 'н'.repeat(501), 'так\u0007']) expect(checkGround(bad, 'ground')).not.toEqual([]);
});
