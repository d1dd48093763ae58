import { expect, test } from 'vitest';
import { checkRule, completeRule, refuseReleased, type DisclosureRule, type DraftRule } from './disclosure-rule.ts';

const RULE: DisclosureRule = {
  category: 'domestic_violence',
  validFrom: '2027-01-01',
  roundedTo: 5,
  settlingDays: 45,
  revisionDays: 365,
  source: 'an order',
  confirmed: true,
};

test('a complete rule is accepted as it is', () => {
  expect(checkRule(RULE)).toEqual([]);
  expect(completeRule(RULE)).toEqual(RULE);
});

test.each<[string, Partial<DraftRule>]>([
  ['category', { category: undefined }],
  ['valid_from', { validFrom: '2027-02-01' }],
  ['valid_from', { validFrom: '1999-01-01' }],
  ['valid_from', { validFrom: 'soon-01-01' }],
  ['rounded_to', { roundedTo: 2 }],
  ['rounded_to', { roundedTo: 101 }],
  ['settling_days', { settlingDays: 367 }],
  ['revision_days', { revisionDays: 0 }],
  ['revision_days', { revisionDays: 3_661 }],
  ['source', { source: '' }],
])('names %s when it breaks a rule', (field, more) => {
  expect(checkRule({ ...RULE, ...more }).map((violation) => violation.field)).toEqual([field]);
});

test('a rule cannot hold for a year of which figures are released, nor for one before it', () => {
  expect(refuseReleased(undefined, RULE)).toBeUndefined();
  expect(refuseReleased(2026, RULE)).toBeUndefined();
  expect(refuseReleased(2027, RULE)).toMatchObject({ reason: 'YEAR_RELEASED' });
  expect(refuseReleased(2028, RULE)).toBeDefined();
});
