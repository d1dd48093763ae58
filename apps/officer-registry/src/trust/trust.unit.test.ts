import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { checkSurvey, record, withdraw, type CoveredSurvey, type Survey, type WithdrawnSurvey } from './survey.ts';
import { checkPolicy, figureOf, reportTrust, type DisclosurePolicy } from './trust.ts';

const NOW = new Date('2026-05-10T08:00:00Z');
const [A, B] = ['UA05020030000031457', 'UA05020010000053508'];
const VINNYTSKA = 'UA05000000000010236';
const UNITS = new Map([
  [A, { oblastCode: VINNYTSKA, population: 30_000 }],
  [B, { oblastCode: VINNYTSKA, population: 10_000 }],
]);
const SURVEY: Survey = {
  wave: '2026-spring',
  hromadaCodes: [A],
  sampleSize: 600,
  trusting: 480,
  designEffect: 2,
  method: 'telephone',
  fieldworkStart: '2026-04-01',
  fieldworkEnd: '2026-04-20',
  source: 'Опитування «Довіра», травень 2026',
};
const POLICY: DisclosurePolicy = {
  validFrom: '2026-01-01',
  leastEffectiveSample: 30,
  widestInterval: 0.3,
  source: 'NCHS Data Presentation Standards for Proportions, 2017',
};
const recorded = (change: Partial<CoveredSurvey> = {}): CoveredSurvey => ({
  ...SURVEY,
  surveyId: 's-1',
  oblastCodes: [VINNYTSKA],
  population: 30_000,
  populationCovered: 30_000,
  recordedAt: NOW,
  ...change,
});

test('accepts a survey, also one in which nobody or everybody trusts', () => {
  for (const trusting of [0, 480, 600]) expect(check({ trusting })).toEqual([]);
});

test.each([
  ['wave', { wave: 'Весна' }],
  ['wave', { wave: '' }],
  ['hromada_codes', { hromadaCodes: [] }],
  ['hromada_codes', { hromadaCodes: [A, A] }],
  ['hromada_codes[1]', { hromadaCodes: [A, 'UA05020030000099999'] }],
  ['sample_size', { sampleSize: 0, trusting: 0 }],
  ['sample_size', { sampleSize: 1_000_001 }],
  ['trusting', { trusting: 601 }],
  ['design_effect', { designEffect: 0.99 }],
  ['design_effect', { designEffect: Number.NaN }],
  ['design_effect', { designEffect: 101 }],
  ['fieldwork_start', { fieldworkStart: 'квітень' }],
  ['fieldwork_end', { fieldworkEnd: '' }],
  ['fieldwork_end', { fieldworkEnd: '2026-03-31' }],
  ['source', { source: '' }],
])('reports a bad %s, and nothing else: %o', (field, change) => {
  expect(check(change)).toEqual([field]);
});

test('records a survey with the people and the oblasts that it represents', () => {
  const survey = { ...SURVEY, hromadaCodes: [A, B] };
  const units = survey.hromadaCodes.map((code) => UNITS.get(code) ?? expect.fail(code));
  expect(record(survey, units, 's-1', NOW)).toEqual({
    ...survey,
    surveyId: 's-1',
    oblastCodes: [VINNYTSKA],
    population: 40_000,
    recordedAt: NOW,
  });
});

test('refuses fieldwork that is not over', () => {
  const refusal = record({ ...SURVEY, fieldworkEnd: '2026-05-11' }, [], 's-1', NOW);
  expect(isRefused(refusal) && refusal.violations.map(({ field }) => field)).toEqual(['survey.fieldwork_end']);
});

test('a survey is withdrawn once', () => {
  const withdrawn = withdraw(recorded(), 'Помилка у вибірці', NOW) as WithdrawnSurvey;
  expect(withdrawn).toEqual({ ...recorded(), withdrawn: { at: NOW, reason: 'Помилка у вибірці' } });
  expect(withdraw(withdrawn, 'ще раз', NOW)).toMatchObject({ reason: 'SURVEY_WITHDRAWN' });
});

test('the figure of a survey is the interval of its effective sample', () => {
  // n = 600 ÷ 2 = 300, p = 0.8, z² = 3.841459:
  // centre (0.8 + 0.006402) ÷ 1.012805 = 0.796207, half-width 1.959964·√(0.000533 + 0.000011) ÷ 1.012805 = 0.045144
  const { shown, ...sample } = figureOf(recorded(), POLICY);
  expect(sample).toEqual({
    sampleSize: 600,
    effectiveSampleSize: 300,
    population: 30_000,
    hromadas: 1,
    populationCovered: 30_000,
  });
  expect(shown).toEqual({ value: 0.8, low: expect.closeTo(0.7511, 3), high: expect.closeTo(0.8414, 3) });
});

test.each([
  ['sample_too_small', { sampleSize: 59, trusting: 40, designEffect: 2 }, POLICY],
  ['interval_too_wide', { sampleSize: 30, trusting: 15, designEffect: 1 }, POLICY],
  ['no_policy', {}, undefined],
])('hides a share and says why: %s', (reason, change, policy) => {
  expect(figureOf(recorded(change), policy).shown).toBe(reason);
});

test('shows a share at exactly the smallest sample', () => {
  const few = recorded({ sampleSize: 30, trusting: 29, designEffect: 1 });
  expect(figureOf(few, POLICY).shown).toMatchObject({ value: 29 / 30 });
});

test('pools surveys by the people who were covered, not by all who live there', () => {
  const other = recorded({
    hromadaCodes: [B],
    sampleSize: 100,
    trusting: 60,
    designEffect: 1,
    population: 50_000,
    populationCovered: 10_000,
  });
  const { pooled, surveys, uncovered, policy } = reportTrust([recorded(), other], [POLICY]);
  expect(pooled).toMatchObject({ sampleSize: 700, population: 80_000, populationCovered: 40_000, hromadas: 2 });
  expect(pooled.effectiveSampleSize).toBeCloseTo(400, 9);
  // Wilson with p = 0.75, n = 400: 0.7054 to 0.7899
  expect(pooled.shown).toEqual({
    value: expect.closeTo(0.75, 12),
    low: expect.closeTo(0.7054, 3),
    high: expect.closeTo(0.7899, 3),
  });
  expect(surveys.map(({ figure }) => figure.sampleSize)).toEqual([600, 100]);
  expect(uncovered).toEqual([]);
  expect(policy).toBe(POLICY);
});

test('a survey of hromadas where nobody was covered is not in the pooled figure', () => {
  const uncovered = recorded({ surveyId: 's-2', hromadaCodes: [B], trusting: 60, populationCovered: 0 });
  const report = reportTrust([recorded(), uncovered], [POLICY]);
  expect(report.pooled).toEqual(reportTrust([recorded()], [POLICY]).pooled);
  expect(report.uncovered).toEqual([uncovered]);
  expect(report.surveys.map(({ figure }) => figure.populationCovered)).toEqual([30_000, 0]);
  const { pooled } = reportTrust([uncovered], [POLICY]);
  expect(pooled).toMatchObject({ shown: 'nobody_covered', sampleSize: 0, effectiveSampleSize: 0 });
});

test('the pooled share may be shown although the parts are too small', () => {
  const small = { sampleSize: 40, trusting: 30, designEffect: 2 };
  const parts = [A, B].map((code) => recorded({ ...small, hromadaCodes: [code], populationCovered: 10_000 }));
  const { pooled, surveys } = reportTrust(parts, [POLICY]);
  expect(surveys.map(({ figure }) => figure.shown)).toEqual(['sample_too_small', 'sample_too_small']);
  expect(pooled.shown).toMatchObject({ value: 0.75 });
});

test('accepts a policy, and names what is wrong with another one', () => {
  expect(checkPolicy(POLICY)).toEqual([]);
  expect(checkPolicy({ ...POLICY, widestInterval: 1, leastEffectiveSample: 1 })).toEqual([]);
  const bad = { validFrom: '', leastEffectiveSample: 0, widestInterval: Number.NaN, source: '' };
  expect(checkPolicy(bad).map(({ field }) => field)).toEqual(
    expect.arrayContaining(['valid_from', 'least_effective_sample', 'widest_interval', 'source']),
  );
  expect(checkPolicy({ ...POLICY, widestInterval: 1.01 })).toHaveLength(1);
});

function check(change: Partial<Survey>): string[] {
  return checkSurvey({ ...SURVEY, ...change }, (code) => UNITS.get(code)).map(({ field }) => field);
}
