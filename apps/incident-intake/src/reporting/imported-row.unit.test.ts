import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportedRow } from './imported-row.ts';
import { checkImportedRow } from './take-report.ts';
import { NOW, PLACES, PLAIN_REPORT, policyOf, reportWithinRules } from '../../test/arbitrary-report.ts';

const DAY_MS = 24 * 3_600_000;
const ago = (ms: number): Date => new Date(NOW.getTime() - ms);

test('a row within all rules has no violation', () => {
  const rows = fc
    .record({ report: reportWithinRules, waited: fc.nat(2 * DAY_MS), drove: fc.nat(30 * DAY_MS) })
    .map(({ report, waited, drove }) => {
      const received = Math.min(NOW.getTime(), (report.occurredAt?.getTime() ?? ago(DAY_MS).getTime()) + waited);
      const onScene = Math.min(NOW.getTime(), received + drove);
      return { externalId: 'x 1', report, receivedAt: new Date(received), onSceneAt: new Date(onScene) };
    });
  fc.assert(
    fc.property(rows, (row) => {
      expect(checkImportedRow(row, policyOf(row.report), PLACES, NOW)).toEqual([]);
    }),
  );
});

test.each<[given: string, more: Partial<ImportedRow>, broken: string[]]>([
  ['valid fields', {}, []],
  ['no id', { externalId: '' }, ['external_id']],
  ['an id of 100', { externalId: '~'.repeat(100) }, []],
  ['an id of 101', { externalId: '~'.repeat(101) }, ['external_id']],
  ['an id that begins with a blank', { externalId: ' 1' }, ['external_id']],
  ['an id in Cyrillic', { externalId: 'виклик-1' }, ['external_id']],
  ['an id with a line break at its end', { externalId: '1\n' }, ['external_id']],
  ['no time of receipt', { receivedAt: undefined }, ['received_time']],
  ['an invalid time of receipt', { receivedAt: new Date(Number.NaN) }, ['received_time']],
  ['an unset clock', { receivedAt: new Date(0) }, ['received_time']],
  ['receipt in the future', { receivedAt: ago(-60_001) }, ['received_time']],
  ['arrival at once', { receivedAt: ago(9), onSceneAt: ago(9) }, []],
  ['arrival before receipt', { receivedAt: ago(9), onSceneAt: ago(10) }, ['on_scene_time']],
  ['arrival after 30 days', { receivedAt: ago(40 * DAY_MS), onSceneAt: ago(10 * DAY_MS) }, []],
  [
    'arrival more than 30 days later',
    { receivedAt: ago(40 * DAY_MS), onSceneAt: ago(10 * DAY_MS - 1) },
    ['on_scene_time'],
  ],
  ['arrival in the future', { receivedAt: ago(9), onSceneAt: ago(-60_001) }, ['on_scene_time']],
])('validates a row with %s', (_given, more, broken) => {
  const row = { externalId: '7', report: PLAIN_REPORT, receivedAt: ago(DAY_MS), onSceneAt: undefined, ...more };
  expect(checkImportedRow(row, policyOf(row.report), PLACES, NOW).map(({ field }) => field)).toEqual(broken);
});

test('rejects an event later than its report', () => {
  const report = { ...PLAIN_REPORT, occurredAt: ago(DAY_MS - 60_001) };
  const row = { externalId: '7', report, receivedAt: ago(DAY_MS), onSceneAt: undefined };
  expect(checkImportedRow(row, policyOf(row.report), PLACES, NOW).map(({ field }) => field)).toEqual([
    'report.occurred_time',
  ]);
});
