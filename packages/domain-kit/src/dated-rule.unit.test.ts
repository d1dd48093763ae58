import { expect, test } from 'vitest';
import { checkSource, inForce, nextVersion, type RuleRecord } from './dated-rule.ts';

test('of several rules, the latest one that has begun holds, by day or by instant', () => {
  const [first, later] = [{ validFrom: '2026-01-01' }, { validFrom: '2026-04-01' }];
  const rules = [later, first];
  expect(inForce(rules, '2025-12-31')).toBeUndefined();
  expect(inForce(rules, '2026-01-01')).toBe(first);
  expect(inForce(rules, '2026-03-31')).toBe(first);
  expect(inForce(rules, '2026-04-01')).toBe(later);
  const norm = { validFrom: new Date('2026-01-01T00:00:00Z') };
  expect(inForce([norm], new Date('2025-12-31T23:59:59.999Z'))).toBeUndefined();
  expect(inForce([norm], norm.validFrom)).toBe(norm);
});

const RECORD: RuleRecord = { version: 2, recordedAt: undefined, caller: '', replacedAt: undefined };

test('a rule follows the recorded one of its date, and with an etag only that version', () => {
  expect(nextVersion(undefined, '')).toBe(1);
  expect(nextVersion(RECORD, '')).toBe(3);
  expect(nextVersion(RECORD, '2')).toBe(3);
  for (const etag of ['1', '3', '02', 'x']) {
    expect(nextVersion(RECORD, etag)).toMatchObject({ kind: 'aborted', reason: 'ETAG_STALE' });
  }
  expect(nextVersion(undefined, '1')).toMatchObject({ reason: 'ETAG_STALE' });
});

test('a source is a text of 2 to 500 characters', () => {
  expect(checkSource('наказ № 650', 'source')).toEqual([]);
  for (const bad of ['', 'x', ' наказ', 'н'.repeat(501)]) expect(checkSource(bad, 'rule.source')).not.toEqual([]);
});
