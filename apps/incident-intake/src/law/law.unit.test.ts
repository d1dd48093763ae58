import { expect, test } from 'vitest';
import { FIRST_LAW } from './first-law.ts';
import {
  checkArticle,
  checkBasis,
  checkLaw,
  checkOrderRule,
  checkSanctionRule,
  checkWorksRule,
  overlapping,
  ruleOn,
  type Law,
  type OrderRule,
  type SanctionRule,
  type WorksRule,
} from './law.ts';

const [SANCTION] = FIRST_LAW.sanctions as [SanctionRule];
const [WORKS] = FIRST_LAW.works as [WorksRule];
const [, COURT] = FIRST_LAW.orders as [OrderRule, OrderRule];

test('the first law contradicts itself nowhere, and its doubtful rules say so', () => {
  expect(checkLaw(FIRST_LAW)).toEqual([]);
  const unconfirmed = FIRST_LAW.sanctions.filter(({ status }) => status !== 'confirmed');
  expect(unconfirmed.map(({ article, part, status }) => `${article}/${part} ${status}`)).toEqual([
    '173-2/2 unconfirmed',
    '173-2/3 unconfirmed',
    '173/0 secondary',
    '173-4/1 secondary',
    '173-4/2 secondary',
    '/0 unconfirmed',
  ]);
});

test.each(['41', '173-2', '212-21', '130'])('accepts %j as an article of an offence', (article) => {
  expect(checkArticle(article, 'article')).toEqual([]);
});

test.each(['', '40', '213', '1', '9', '173-', '173-0', '0173', '173-2-1', '173.2', '173–2', '1732'])(
  'rejects %j as an article of an offence',
  (article) => {
    expect(checkArticle(article, 'fine.article')).toMatchObject([{ field: 'fine.article' }]);
  },
);

test.each([
  [{ article: '5' }, 'article'],
  [{ part: 100 }, 'part'],
  [{ article: '', part: 1 }, 'part'],
  [{ least: undefined }, 'bounds'],
  [{ most: undefined }, 'bounds'],
  [{ least: 0 }, 'bounds.least'],
  [{ least: 41 }, 'bounds.most'],
  [{ most: 1_000_001 }, 'bounds.most'],
])('rejects a sanction rule with %j by its field', (change, field) => {
  expect(checkSanctionRule({ ...SANCTION, ...change }).map((broken) => broken.field)).toEqual([field]);
});

test('a sanction rule may be general, and without known bounds', () => {
  expect(checkSanctionRule({ ...SANCTION, article: '', part: 0, least: undefined, most: undefined })).toEqual([]);
});

test.each([
  [{ works: 'fine' as never }, 'works'],
  [{ hoursPerDay: 0 }, 'hours_per_day'],
  [{ hoursPerDay: 25 }, 'hours_per_day'],
  [{ hoursPerDayOfMinors: 0 }, 'hours_per_day_of_minors'],
  [{ referralDays: 61 }, 'referral_days'],
])('rejects a rule of works with %j by its field', (change, field) => {
  expect(checkWorksRule({ ...WORKS, ...change }).map((broken) => broken.field)).toEqual([field]);
});

test.each([
  [{ measures: [] }, 'measures'],
  [{ measures: ['keep_distance', 'keep_distance'] as const }, 'measures'],
  [{ measuresOfAdults: ['no_entry'] as const }, 'measures_of_adults'],
  [{ mostTerm: 401 }, 'most_term'],
  [{ leastTerm: 7 }, 'least_term'],
  [{ mostExtension: 401 }, 'most_extension'],
])('rejects a rule of orders with %j by its field', (change, field) => {
  expect(checkOrderRule({ ...COURT, ...change }).map((broken) => broken.field)).toEqual([field]);
});

test.each([
  [{ source: '' }, 'source'],
  [{ validFrom: '2024-02-30' }, 'valid_from'],
  [{ validTo: '2023-12-32' }, 'valid_to'],
  [{ validFrom: '2024-01-02', validTo: '2024-01-01' }, 'valid_to'],
  [{ note: 'п'.repeat(501) }, 'note'],
])('rejects a rule with %j by its field', (change, field) => {
  expect(checkBasis({ ...SANCTION, ...change }).map((broken) => broken.field)).toContain(field);
});

test('of one key, the rule of the day holds from its first to its last day', () => {
  const [earlier, later] = [
    { ...SANCTION, validFrom: '2020-01-01', validTo: '2023-12-31' },
    { ...SANCTION, validFrom: '2024-06-01', validTo: '' },
  ];
  const on = (day: string) => ruleOn([earlier, later], day);
  expect(on('2019-12-31')).toBeUndefined();
  expect(on('2020-01-01')).toBe(earlier);
  expect(on('2023-12-31')).toBe(earlier);
  expect(on('2024-01-01')).toBeUndefined();
  expect(on('2024-06-01')).toBe(later);
});

test('two rules of one article and part must not hold on the same day; other parts may', () => {
  const held = { ...SANCTION, validFrom: '2020-01-01', validTo: '2023-12-31' };
  const from = (validFrom: string, validTo = '', more: Partial<SanctionRule> = {}) =>
    overlapping({ ...SANCTION, validFrom, validTo, ...more }, [held]);
  expect(from('2024-01-01')).toBeUndefined();
  expect(from('2023-12-31')).toBe(held);
  expect(from('2019-01-01', '2019-12-31')).toBeUndefined();
  expect(from('2019-01-01', '2020-01-01')).toBe(held);
  expect(from('2019-01-01')).toBe(held);
  expect(from('2020-01-01'), 'it replaces that one').toBeUndefined();
  expect(from('2021-01-01', '', { part: 2 })).toBeUndefined();
  expect(from('2021-01-01', '', { sanction: 'fine' })).toBeUndefined();
});

test('an invalid law is described: a rule without a source, and two on one day, with their names', () => {
  const law: Law = {
    sanctions: [SANCTION, { ...SANCTION, validFrom: '2024-01-01' }],
    works: [{ ...WORKS, source: '' }],
    orders: [{ ...COURT, measures: [] }],
  };
  const problems = checkLaw(law).join('\n');
  expect(problems).toContain('community works for art. 173-2 p. 1, from 2024-01-01');
  expect(problems).toContain('overlaps');
  expect(problems).toContain('execution of community works: source');
  expect(problems).toContain('restraining orders: measures');
});
