import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { hromadaRows, tallyOf, type ServingOfficer } from './guarantee.ts';
import {
  answerQuestion,
  checkReference,
  isInTime,
  recordQuestion,
  type AnsweredQuestion,
  type Question,
} from './question.ts';
import { checkReport, recordReport, withdrawReport, type GivenReport, type Report } from './report.ts';
import { checkRule, ruleOn, type Rule } from './rule.ts';

const NOW = new Date('2026-05-10T08:00:00Z');
const TWICE: Rule = {
  kind: 'reports_per_year',
  value: 2,
  validFrom: '2017-07-28',
  source: 'Наказ МВС № 650 від 28.07.2017',
};

test.each([1, 2, 3, 4, 6, 12])('accepts %i reports a year', (value) => {
  expect(checkRule({ ...TWICE, value })).toEqual([]);
});

test.each<[string, Partial<Rule>]>([
  ['value', { value: 5 }],
  ['value', { value: 0 }],
  ['value', { kind: 'answer_within_hours', value: 0 }],
  ['value', { kind: 'answer_within_hours', value: 721 }],
  ['valid_from', { validFrom: '28.07.2017' }],
  ['source', { source: '' }],
])('reports a bad %s of a rule: %o', (field, change) => {
  expect(checkRule({ ...TWICE, ...change }).map((violation) => violation.field)).toEqual([field]);
});

test('the rule is the latest of its kind that holds on the day', () => {
  const later = { ...TWICE, value: 4, validFrom: '2026-01-01' };
  const hours: Rule = { ...TWICE, kind: 'answer_within_hours', value: 72, validFrom: '2026-03-01' };
  const rules = [later, hours, TWICE];
  expect(ruleOn(rules, 'reports_per_year', '2025-12-31')).toBe(TWICE);
  expect(ruleOn(rules, 'reports_per_year', '2026-04-01')).toBe(later);
  expect(ruleOn(rules, 'answer_within_hours', '2026-02-28')).toBeUndefined();
});

const REPORT: GivenReport = {
  officerId: 'o-1',
  hromadaCode: 'UA05020030000031457',
  oblastCode: 'UA05000000000010236',
  heldOn: '2026-05-10',
  form: 'council',
  minutes: '',
};
const COMMUNITY = { kind: 'community' };

test('records a report of today, once withdrawn for good', () => {
  const report = recordReport(REPORT, COMMUNITY, 'r-1', NOW) as Report;
  expect(report).toEqual({ ...REPORT, reportId: 'r-1', recordedAt: NOW });
  const withdrawn = withdrawReport(report, NOW) as Report;
  expect(withdrawn).toEqual({ ...report, withdrawnAt: NOW });
  expect(withdrawReport(withdrawn, NOW)).toMatchObject({ reason: 'REPORT_WITHDRAWN' });
});

test('refuses a report of tomorrow, of nobody, and of the patrol', () => {
  const tomorrow = recordReport({ ...REPORT, heldOn: '2026-05-11' }, COMMUNITY, 'r-1', NOW);
  expect(isRefused(tomorrow) && tomorrow.violations.map(({ field }) => field)).toEqual(['held_on']);
  expect(recordReport(REPORT, undefined, 'r-1', NOW)).toMatchObject({ reason: 'OFFICER_UNKNOWN' });
  expect(recordReport(REPORT, { kind: 'patrol' }, 'r-1', NOW)).toMatchObject({ reason: 'OFFICER_OF_PATROL' });
  expect(checkReport({ heldOn: '', minutes: 'а'.repeat(301) }).map(({ field }) => field)).toEqual([
    'held_on',
    'minutes',
  ]);
  expect(checkReport(REPORT)).toEqual([]);
});

const QUESTION: Question = {
  questionId: 'q-1',
  hromadaCode: REPORT.hromadaCode,
  oblastCode: REPORT.oblastCode,
  channel: 'telephone',
  reference: 'ЗВ-1',
  receivedAt: new Date('2026-05-07T08:00:00Z'),
};
const hours = (after: number): Date => new Date(QUESTION.receivedAt.getTime() + after * 3_600_000);

test('records a question of the past', () => {
  expect(recordQuestion(QUESTION, NOW)).toBe(QUESTION);
  for (const receivedAt of [new Date('2026-05-10T08:02:00Z'), new Date('1970-01-01')]) {
    const refusal = recordQuestion({ ...QUESTION, receivedAt }, NOW);
    expect(isRefused(refusal) && refusal.violations.map(({ field }) => field)).toEqual(['received_time']);
  }
  expect(checkReference('A-1/2026.7', 'reference')).toEqual([]);
  for (const bad of ['Петренко', 'a b', 'x'.repeat(51), 'a_b'])
    expect(checkReference(bad, 'reference')).toHaveLength(1);
});

test.each([
  [72, 72, true],
  [72, 72.001, false],
  [48, 72, false],
  [undefined, 1, false],
])('within %s hours, an answer after %d hours is in time: %s', (rule, after, inTime) => {
  const answered = answerQuestion(
    QUESTION,
    { officerId: 'o-1', at: hours(after) },
    true,
    hours(100),
  ) as AnsweredQuestion;
  expect(isInTime(answered, rule)).toBe(inTime);
});

test('refuses a second answer, one before the question, of the future, or of nobody', () => {
  const answer = { officerId: 'o-1', at: hours(1) };
  const answered = { ...QUESTION, answer };
  expect(answerQuestion(answered, answer, true, NOW)).toMatchObject({ reason: 'QUESTION_ANSWERED' });
  expect(answerQuestion(QUESTION, answer, false, NOW)).toMatchObject({ reason: 'OFFICER_UNKNOWN' });
  for (const at of [hours(-1), hours(1_000)]) {
    const refusal = answerQuestion(QUESTION, { ...answer, at }, true, NOW);
    expect(isRefused(refusal) && refusal.violations.map(({ field }) => field)).toEqual(['answered_time']);
  }
});

const HROMADAS = ['a', 'b', 'c', 'd'].map((code) => ({ code, oblastCode: 'o' }));
const serving = (hromadaCode: string, officerId: string, change: Partial<ServingOfficer> = {}): ServingOfficer => ({
  officerId,
  hromadaCode,
  isPrimary: true,
  isReachable: true,
  ...change,
});

test('names a primary officer, and says who can be reached', () => {
  const officers = [
    serving('a', 'deputy-a', { isPrimary: false }),
    serving('a', 'primary-a'),
    serving('b', 'on-leave-b', { isReachable: false }),
    serving('b', 'deputy-b', { isPrimary: false }),
    serving('c', 'silent-c', { isReachable: false }),
  ];
  const found = (metric: 'named_officer' | 'reachable') =>
    hromadaRows(metric, HROMADAS, officers).map(({ hromadaCode, state, officerId }) => [hromadaCode, state, officerId]);
  expect(found('named_officer')).toEqual([
    ['a', 'kept', 'primary-a'],
    ['b', 'kept', 'on-leave-b'],
    ['c', 'kept', 'silent-c'],
    ['d', 'broken', ''],
  ]);
  expect(found('reachable')).toEqual([
    ['a', 'kept', 'primary-a'],
    ['b', 'kept', 'deputy-b'],
    ['c', 'broken', ''],
    ['d', 'broken', ''],
  ]);
  expect(tallyOf(['kept', 'broken', 'kept', 'pending'])).toEqual({ kept: 2, broken: 1, pending: 1, without_rule: 0 });
});
