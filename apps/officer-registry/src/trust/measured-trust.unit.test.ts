import { expect, test } from 'vitest';
import { changedTrust, measureTrust } from './measured-trust.ts';
import type { CoveredSurvey } from './survey.ts';
import { reportTrust, type DisclosurePolicy } from './trust.ts';

const [VINNYTSKA, LVIVSKA] = ['UA05000000000010236', 'UA46000000000026241'];
const POLICY: DisclosurePolicy = {
  validFrom: '2026-01-01',
  leastEffectiveSample: 30,
  widestInterval: 0.3,
  source: 'NCHS Data Presentation Standards for Proportions, 2017',
};

function survey(change: Partial<CoveredSurvey> = {}): CoveredSurvey {
  return {
    wave: '2026-spring',
    surveyId: 's-1',
    hromadaCodes: ['UA05020030000031457'],
    oblastCodes: [VINNYTSKA],
    population: 30_000,
    populationCovered: 20_000,
    sampleSize: 600,
    trusting: 480,
    designEffect: 2,
    method: 'telephone',
    fieldworkStart: '2026-04-01',
    fieldworkEnd: '2026-04-20',
    source: 'Опитування «Довіра», травень 2026',
    recordedAt: new Date('2026-05-10T08:00:00Z'),
    ...change,
  };
}

test('measures each wave of the country, and of the oblasts that its surveys represent alone', () => {
  const ofLviv = survey({ oblastCodes: [LVIVSKA], fieldworkStart: '2026-03-20', fieldworkEnd: '2026-04-25' });
  const ofBoth = survey({ oblastCodes: [VINNYTSKA, LVIVSKA] });
  const autumn = survey({ wave: '2026-autumn', oblastCodes: [VINNYTSKA, LVIVSKA] });
  const all = [survey(), ofLviv, ofBoth, autumn];
  const measured = measureTrust(all, [POLICY]);
  expect(measured.map(({ wave, oblastCode, surveys }) => [wave, oblastCode, surveys])).toEqual([
    ['2026-spring', '', 3],
    ['2026-spring', VINNYTSKA, 1],
    ['2026-spring', LVIVSKA, 1],
    ['2026-autumn', '', 1],
  ]);
  expect(measured[0]).toMatchObject({ fieldworkStart: '2026-03-20', fieldworkEnd: '2026-04-25' });
  expect(measured[0]?.figure).toEqual(reportTrust([survey(), ofLviv, ofBoth], [POLICY]).pooled);
});

test('a share that the policy hides is not in what is measured', () => {
  const [tiny] = measureTrust([survey({ sampleSize: 20, trusting: 7 })], [POLICY]);
  expect(tiny?.figure.shown).toBe('sample_too_small');
  expect(JSON.stringify(tiny)).not.toContain('0.35');
  expect(measureTrust([survey()], [])[0]?.figure.shown).toBe('no_policy');
});

test('says how many surveys are not in the figure, because nobody was covered', () => {
  const uncovered = survey({ surveyId: 's-2', populationCovered: 0, trusting: 60 });
  expect(measureTrust([survey(), uncovered], [POLICY])[0]).toMatchObject({
    surveys: 2,
    uncoveredSurveys: 1,
    figure: { shown: { value: 0.8 }, sampleSize: 600, populationCovered: 20_000 },
  });
});

test('only changes are published, also that all surveys of a wave were withdrawn, which is said once', () => {
  const first = measureTrust([survey()], [POLICY]);
  expect(changedTrust(first, [])).toEqual(first);
  const stored = JSON.parse(JSON.stringify(first)) as typeof first;
  expect(changedTrust(first, stored)).toEqual([]);
  const strict = measureTrust([survey()], [{ ...POLICY, leastEffectiveSample: 1_000 }]);
  expect(changedTrust(strict, stored)).toEqual(strict);
  const gone = changedTrust([], stored);
  expect(gone.map(({ surveys, fieldworkEnd, figure }) => [surveys, fieldworkEnd, figure.sampleSize])).toEqual([
    [0, '', 0],
    [0, '', 0],
  ]);
  expect(changedTrust([], gone)).toEqual([]);
});
