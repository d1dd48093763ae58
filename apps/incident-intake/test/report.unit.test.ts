import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkReport, type PlaceFacts, type Report } from '../src/domain/reporting/report.ts';
import { NOW, PLACES, PLAIN_REPORT, policyOf, reportWithinRules } from './arbitrary-report.ts';

test('a report within all rules breaks none', () => {
  fc.assert(
    fc.property(reportWithinRules, (report) => {
      expect(checkReport(report, policyOf(report), PLACES, NOW)).toEqual([]);
    }),
  );
});

const DISTRICT = 'report.starosta_district_code';
const elsewhere: PlaceFacts = { ...PLACES, districtHromadaCode: 'UA-OTHER' };
const unknown: PlaceFacts = { hromada: undefined, districtHromadaCode: undefined };
const minuteAhead = (ms: number): Date => new Date(NOW.getTime() + 60_000 + ms);

test.each<[given: string, more: Partial<Report>, places: PlaceFacts, broken: string[]]>([
  ['an unknown hromada', {}, unknown, ['report.hromada_code']],
  ['an unknown district', { starostaDistrictCode: 'D-9' }, unknown, ['report.hromada_code', DISTRICT]],
  ['a district of another hromada', { starostaDistrictCode: 'D-1' }, elsewhere, [DISTRICT]],
  ['a district of the hromada', { starostaDistrictCode: 'D-1' }, PLACES, []],
  ['a clock a minute ahead', { occurredAt: minuteAhead(0) }, PLACES, []],
  ['a time in the future', { occurredAt: minuteAhead(1) }, PLACES, ['report.occurred_time']],
  ['the last moment before 1991', { occurredAt: new Date(Date.UTC(1991, 0, 1) - 1) }, PLACES, ['report.occurred_time']],
  ['an invalid time', { occurredAt: new Date(Number.NaN) }, PLACES, ['report.occurred_time']],
  ['4,000 letters of two places', { description: '𝒳'.repeat(4_000) }, PLACES, []],
  ['4,001 of them', { description: '𝒳'.repeat(4_001) }, PLACES, ['report.description']],
  ['a name of 201', { reporter: { fullName: 'а'.repeat(201), phone: '' } }, PLACES, ['report.reporter.full_name']],
  ['a phone without +', { reporter: { fullName: '', phone: '380671112233' } }, PLACES, ['report.reporter.phone']],
  ['an anonymous report', {}, PLACES, []],
])('given %s', (_given, more, places, broken) => {
  const report = { ...PLAIN_REPORT, ...more };
  const violations = checkReport(report, policyOf(report), places, NOW);
  expect(violations.map(({ field }) => field)).toEqual(broken);
});

test('a violation never tells the value', () => {
  const canary = 'канарка';
  const report = {
    ...PLAIN_REPORT,
    description: `${canary}\u0000`,
    reporter: { fullName: `${canary}\u0000`, phone: canary },
  };
  expect(JSON.stringify(checkReport(report, policyOf(report), PLACES, NOW))).not.toContain(canary);
});
