import { expect, test } from 'vitest';
import { FIRST_LAW } from './first-law.ts';
import { checkDailyHours, isOverDoubtfulLimit, judgeSanction, worksRuleOn, type ImposedSanction } from './judge.ts';
import type { Law } from './law.ts';

const FIELDS = { article: 'community_works.article', amount: 'community_works.hours' };
const works = (part: number, day: string, amount: number, article = '173-2'): ImposedSanction => ({
  sanction: 'community_works',
  article,
  part,
  day,
  amount,
});

const [BEFORE, AFTER] = ['2024-12-18', '2024-12-19'];

test.each([
  ['the least of part 1', works(1, BEFORE, 30)],
  ['the most of part 1', works(1, AFTER, 40)],
  ['the least of part 2, against a child', works(2, AFTER, 40)],
  ['the most of part 2, against a child', works(2, AFTER, 50)],
  ['the least of part 3', works(3, AFTER, 40)],
  ['the most of part 3', works(3, AFTER, 60)],
  ['petty hooliganism', works(0, AFTER, 60, '173')],
  ['a part of an article whose rule names none', works(1, AFTER, 40, '173')],
  ['bullying', works(1, '2019-01-19', 20, '173-4')],
  ['repeated bullying', works(2, '2019-01-19', 60, '173-4')],
  ['another article, by the general rule', works(1, AFTER, 20, '51')],
  ['an article before it has a rule, by the general one', works(1, '2019-01-18', 60, '173-4')],
  ['the part is not known: one of them allows it', works(0, AFTER, 55)],
  [
    'socially useful works',
    { sanction: 'socially_useful_works', article: '183-1', part: 0, day: AFTER, amount: 120 } as const,
  ],
])('accepts %s, and names the rule', (_, imposed) => {
  expect(judgeSanction(FIRST_LAW, imposed, FIELDS)).toMatchObject({
    rule: { source: expect.stringContaining('КУпАП') },
  });
});

test('a rule without known bounds accepts every amount, and the rule says so', () => {
  for (const hours of [1, 40, 9_999]) {
    expect(judgeSanction(FIRST_LAW, works(2, BEFORE, hours), FIELDS)).toMatchObject({
      rule: { part: 2, least: undefined, most: undefined, status: 'unconfirmed' },
    });
  }
});

test.each(['fine', 'arrest', 'correctional_works'] as const)(
  'accepts %s, for which the law has no rule',
  (sanction) => {
    const imposed = { sanction, article: '173-2', part: 1, day: AFTER, amount: 9_999 };
    expect(judgeSanction(FIRST_LAW, imposed, FIELDS)).toEqual({ rule: undefined });
  },
);

test.each([
  ['part 1', works(1, BEFORE, 29), '30 to 40'],
  ['part 1', works(1, AFTER, 41), '30 to 40'],
  ['part 2 after its change', works(2, AFTER, 39), '40 to 50'],
  ['part 2 after its change', works(2, AFTER, 51), '40 to 50'],
  ['bullying on its first day', works(1, '2019-01-19', 41, '173-4'), '20 to 40'],
  ['petty hooliganism', works(0, AFTER, 39, '173'), '40 to 60'],
  ['no hours at all', works(1, AFTER, 0), '30 to 40'],
  ['no number', works(1, AFTER, Number.NaN), '30 to 40'],
])('refuses hours outside the law of the day: %s', (_, imposed, bounds) => {
  const judged = judgeSanction(FIRST_LAW, imposed, FIELDS);
  expect(judged).toMatchObject({
    field: FIELDS.amount,
    rule: expect.stringContaining(`must be ${bounds} by the rule of`),
  });
});

test.each([
  ['part 3', works(3, AFTER, 61), 3],
  ['part 3, the least', works(3, AFTER, 39), 3],
  ['part 3 before it existed, by the general rule', works(3, BEFORE, 61), 0],
  ['another article, by the general rule', works(0, AFTER, 19, '51'), 0],
  ['the part is not known, and one rule is not confirmed', works(0, AFTER, 61), 3],
])('hours outside a rule that is not confirmed are allowed and marked: %s', (_, imposed, part) => {
  expect(judgeSanction(FIRST_LAW, imposed, FIELDS)).toMatchObject({
    rule: { part, status: 'unconfirmed' },
    isOutside: true,
  });
});

test('a rule refuses as soon as a person has confirmed it', () => {
  const confirmed = FIRST_LAW.sanctions.map((rule) => ({ ...rule, status: 'confirmed' as const }));
  expect(judgeSanction({ sanctions: confirmed }, works(3, AFTER, 61), FIELDS)).toMatchObject({
    rule: expect.stringContaining('must be 40 to 60 by the rule of'),
  });
  const doubted = FIRST_LAW.sanctions.map((rule) => ({ ...rule, status: 'unconfirmed' as const }));
  expect(judgeSanction({ sanctions: doubted }, works(1, AFTER, 99), FIELDS)).toMatchObject({ isOutside: true });
  const imposed = { sanction: 'socially_useful_works', article: '51', part: 1, day: AFTER, amount: 240 } as const;
  expect(judgeSanction({ sanctions: doubted }, imposed, FIELDS)).toEqual({ rule: undefined });
});

test('the refusal names the rule, its bounds, its source and its status', () => {
  expect(judgeSanction(FIRST_LAW, works(2, AFTER, 30), FIELDS)).toEqual({
    field: 'community_works.hours',
    rule:
      'must be 40 to 50 by the rule of community works for art. 173-2 p. 2, from 2024-12-19 ' +
      '(КУпАП, стаття 173-2, частина 2 (щодо дитини); confirmed)',
  });
});

test('without a part, the refusal names the rules of all parts of the day', () => {
  const sanctions = FIRST_LAW.sanctions.map((rule) => ({ ...rule, status: 'secondary' as const }));
  const { rule } = judgeSanction({ sanctions }, works(0, AFTER, 61), FIELDS) as { rule: string };
  for (const part of [1, 2, 3]) expect(rule).toContain(`173-2 p. ${part}`);
});

test('a sanction that exists for some articles only is refused for others, by article', () => {
  const imposed = { sanction: 'socially_useful_works', article: '173-2', part: 1, day: AFTER, amount: 240 } as const;
  expect(judgeSanction(FIRST_LAW, imposed, FIELDS)).toMatchObject({
    field: FIELDS.article,
    rule: expect.stringContaining('art. 183-1'),
  });
});

/** A daily limit that changes. */
const CHANGED: Pick<Law, 'works'> = {
  works: FIRST_LAW.works.flatMap((rule) => [
    { ...rule, validTo: BEFORE },
    { ...rule, validFrom: AFTER, hoursPerDay: rule.hoursPerDay + 1 },
  ]),
};

test.each([
  ['community_works', BEFORE, 4],
  ['community_works', AFTER, 5],
  ['socially_useful_works', BEFORE, 8],
  ['socially_useful_works', AFTER, 9],
] as const)('the daily limit of %s on %s is %i hours, of minors 2', (kind, day, most) => {
  const rule = worksRuleOn(CHANGED, kind, day);
  expect(checkDailyHours(rule, { hours: most, minor: false }, 'hours')).toEqual([]);
  expect(checkDailyHours(rule, { hours: most + 1, minor: false }, 'hours')).toMatchObject([
    { field: 'hours', rule: expect.stringContaining(`must be 1 to ${most} by the rule of execution of`) },
  ]);
  expect(checkDailyHours(rule, { hours: 2, minor: true }, 'hours')).toEqual([]);
  expect(checkDailyHours(rule, { hours: 3, minor: true }, 'hours')).toHaveLength(1);
  expect(checkDailyHours(rule, { hours: 0, minor: true }, 'hours')).toHaveLength(1);
});

test('a daily limit that is not confirmed refuses nothing, and says that it is exceeded', () => {
  const rule = FIRST_LAW.works.map((each) => ({ ...each, status: 'unconfirmed' as const }))[0];
  const hours = (number: number) => ({ hours: number, minor: false });
  expect(checkDailyHours(rule, hours(24), 'hours')).toEqual([]);
  expect(checkDailyHours(rule, hours(25), 'hours')).toHaveLength(1);
  expect([4, 5].map((number) => isOverDoubtfulLimit(rule, hours(number)))).toEqual([false, true]);
  expect(isOverDoubtfulLimit(FIRST_LAW.works[0], hours(5))).toBe(false);
  expect(isOverDoubtfulLimit(undefined, hours(5))).toBe(false);
});

test('hours of minors are compared with their own limit, also where it is not confirmed', () => {
  const rule = FIRST_LAW.works.map((each) => ({ ...each, status: 'unconfirmed' as const }))[0];
  const ofMinor = (hours: number) => ({ hours, minor: true });
  // An adult may work four hours.
  expect([2, 3, 4].map((hours) => checkDailyHours(rule, ofMinor(hours), 'hours'))).toEqual([[], [], []]);
  expect([2, 3, 4].map((hours) => isOverDoubtfulLimit(rule, ofMinor(hours)))).toEqual([false, true, true]);
});

test('without a rule of the day, a day has 24 hours', () => {
  expect(checkDailyHours(undefined, { hours: 24, minor: true }, 'hours')).toEqual([]);
  expect(checkDailyHours(undefined, { hours: 25, minor: true }, 'hours')).toEqual([
    { field: 'hours', rule: 'must be 1 to 24 of minors' },
  ]);
});
