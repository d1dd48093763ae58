import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report } from './report.ts';
import type { PlaceFacts } from './report-place.ts';
import { checkReport } from './take-report.ts';
import { NOW, PLACES, PLAIN_REPORT, policyOf, reportWithinRules } from '../../test/arbitrary-report.ts';

test('a report within all rules has no violation', () => {
  fc.assert(
    fc.property(reportWithinRules, (report) => {
      expect(checkReport(report, policyOf(report), PLACES, NOW)).toEqual([]);
    }),
  );
});

const unknown: PlaceFacts = { ...PLACES, hromada: undefined };
const MARIIA = { fullName: 'Марія', phone: '+380671112233' };
const [NAME, PHONE] = ['report.on_behalf_of.full_name', 'report.on_behalf_of.phone'];
const NOTHING = new Uint8Array(0);
const minuteAhead = (ms: number): Date => new Date(NOW.getTime() + 60_000 + ms);

test.each<[given: string, more: Partial<Report>, places: PlaceFacts, broken: string[]]>([
  ['an unknown hromada', {}, unknown, ['report.hromada_code']],
  ['a clock a minute ahead', { occurredAt: minuteAhead(0) }, PLACES, []],
  ['a time in the future', { occurredAt: minuteAhead(1) }, PLACES, ['report.occurred_time']],
  ['the last moment before 1991', { occurredAt: new Date(Date.UTC(1991, 0, 1) - 1) }, PLACES, ['report.occurred_time']],
  ['an invalid time', { occurredAt: new Date(Number.NaN) }, PLACES, ['report.occurred_time']],
  ['4,000 letters of two places', { description: '𝒳'.repeat(4_000) }, PLACES, []],
  ['4,001 letters', { description: '𝒳'.repeat(4_001) }, PLACES, ['report.description']],
  ['a name of 201', { reporter: { fullName: 'а'.repeat(201), phone: '' } }, PLACES, ['report.reporter.full_name']],
  ['a phone without +', { reporter: { fullName: '', phone: '380671112233' } }, PLACES, ['report.reporter.phone']],
  ['a reporter with a name alone', { reporter: { ...MARIIA, phone: '' } }, PLACES, []],
  ['a reporter with a phone alone', { reporter: { ...MARIIA, fullName: '' } }, PLACES, []],
  ['an empty reporter', { reporter: { fullName: ' \n', phone: '' } }, PLACES, ['report.reporter']],
  ['an anonymous report', {}, PLACES, []],
  ['a reporter who calls for another person', { reporter: MARIIA, onBehalfOf: MARIIA }, PLACES, []],
  [
    'an empty other person',
    { reporter: MARIIA, onBehalfOf: { fullName: '', phone: '' } },
    PLACES,
    ['report.on_behalf_of'],
  ],
  [
    'an invalid name of the other person',
    { reporter: MARIIA, onBehalfOf: { fullName: '\u202e', phone: '1' } },
    PLACES,
    [NAME, PHONE],
  ],
  ['an anonymous report for another person', { onBehalfOf: { ...MARIIA, phone: '' } }, PLACES, []],
  ['an anonymous report with the phone of another person', { onBehalfOf: MARIIA }, PLACES, [PHONE]],
  [
    'an attachment without a digest',
    { attachments: [{ uri: 's3://a/b', sha256: NOTHING, mediaType: '', sizeBytes: 0n }] },
    PLACES,
    ['report.attachments[0].sha256'],
  ],
])('validates a report with %s', (_given, more, places, broken) => {
  const report = { ...PLAIN_REPORT, ...more };
  const violations = checkReport(report, policyOf(report), places, NOW);
  expect(violations.map(({ field }) => field)).toEqual(broken);
});

test('a violation never contains the value', () => {
  const canary = 'канарка';
  const report = {
    ...PLAIN_REPORT,
    description: `${canary}\u0000`,
    reporter: { fullName: `${canary}\u0000`, phone: canary },
    onBehalfOf: { fullName: `${canary}\u0000`, phone: canary },
  };
  expect(JSON.stringify(checkReport(report, policyOf(report), PLACES, NOW))).not.toContain(canary);
});
