import type { Recorded } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import type { RetentionRule } from '../catalogue/module.ts';
import { revisionsOf } from './law-revisions.ts';

function version(days: number, number: number, recordedAt?: string, validFrom = '2000-01-01'): Recorded<RetentionRule> {
  const record = { version: number, recordedAt: recordedAt === undefined ? undefined : new Date(recordedAt) };
  const basis = { validFrom, validTo: '', source: 'Рішення', status: 'confirmed', note: '' } as const;
  return { ...basis, category: 'fire', days, record: { ...record, caller: 'client', replacedAt: undefined } };
}

test('each version is a change of the one before, newest first; delivered rules are last', () => {
  const versions = [
    version(30, 1),
    version(40, 2, '2026-11-01T08:00:00Z'),
    version(7, 1, '2026-11-02T08:00:00Z', '2027-01-01'),
    version(50, 3, '2026-11-03T08:00:00Z'),
  ];
  const shown = revisionsOf(versions.toReversed()).map(({ ruleId, before, after }) => [
    ruleId,
    before?.days,
    after.days,
  ]);
  expect(shown).toEqual([
    ['retention-rule-fire-2000-01-01', 40, 50],
    ['retention-rule-fire-2027-01-01', undefined, 7],
    ['retention-rule-fire-2000-01-01', 30, 40],
    ['retention-rule-fire-2000-01-01', undefined, 30],
  ]);
});

test('versions of one millisecond are in the order in which they replaced each other', () => {
  const at = '2026-11-01T08:00:00Z';
  const versions = Array.from({ length: 12 }, (_, index) => version(index + 1, index + 1, at));
  expect(revisionsOf(versions).map(({ after }) => after.days)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
});
