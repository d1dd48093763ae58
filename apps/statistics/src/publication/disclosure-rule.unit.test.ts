import { expect, test } from 'vitest';
import {
  checkRule,
  completeRule,
  finestOf,
  refuseReleased,
  type DisclosureRule,
  type DraftRule,
} from './disclosure-rule.ts';

const RULE: DisclosureRule = {
  category: 'domestic_violence',
  validFrom: '2027-01-01',
  fewest: 5,
  settlingDays: 45,
  revisionDays: 365,
  levels: {
    country: { finest: 'day', block: 'month' },
    oblast: { finest: 'day', block: 'quarter' },
    hromada: { finest: 'month', block: 'year' },
  },
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
  ['fewest', { fewest: 1 }],
  ['fewest', { fewest: 101 }],
  ['settling_days', { settlingDays: 367 }],
  ['revision_days', { revisionDays: 0 }],
  ['revision_days', { revisionDays: 3_661 }],
  ['levels[0].finest', { levels: { ...RULE.levels, country: {} } }],
  ['levels[0].released_by', { levels: { ...RULE.levels, country: { finest: 'day' } } }],
  ['levels[0].released_by', { levels: { ...RULE.levels, country: { finest: 'day', block: 'day' } } }],
  ['levels[1].finest', { levels: { ...RULE.levels, oblast: { finest: 'year', block: 'quarter' } } }],
  // The parts would be released before the whole.
  ['levels[2].released_by', { levels: { ...RULE.levels, hromada: { finest: 'month', block: 'month' } } }],
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

test('of several rules, the longest period is the shortest that all release', () => {
  const later = { ...RULE, levels: { ...RULE.levels, hromada: { finest: 'quarter', block: 'year' } } } as const;
  expect(finestOf([RULE], 'hromada')).toBe('month');
  expect(finestOf([RULE, later], 'hromada')).toBe('quarter');
  expect(finestOf([], 'hromada')).toBe('day');
});
