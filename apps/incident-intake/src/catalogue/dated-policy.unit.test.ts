import { expect, test } from 'vitest';
import { BUILT_IN } from './built-in.ts';
import { datedPolicies, type Configured } from './dated-policy.ts';
import type { DatedTerms, HeldRule, RetentionRule } from './dated-rule.ts';

const [POLICY] = BUILT_IN;
if (POLICY === undefined) throw new Error('the catalogue has categories');
const CONFIGURED: Configured = { effectiveAt: new Date(0), note: '', categories: {} };
/** The last millisecond of a day in Kyiv, and the next one. */
const [EVENING, MIDNIGHT] = [new Date('2026-05-01T20:59:59.999Z'), new Date('2026-05-01T21:00:00Z')];

const keptFor = (days: number): HeldRule<RetentionRule> => ({
  rule: {
    category: POLICY.category,
    days,
    validFrom: '2000-01-01',
    validTo: '',
    source: 'Наказ',
    status: 'confirmed',
    note: '',
  },
  isDelivered: false,
});

/** Rules of which one changes at midnight, and another one when they are loaded again. */
function loadedTerms() {
  let edition = 1;
  let read = 0;
  const terms: DatedTerms = {
    get edition() {
      return edition;
    },
    expectedTimes: () => undefined,
    retention(_category, day) {
      read += 1;
      return keptFor(edition * 100 + (day < '2026-05-02' ? 1 : 2));
    },
  };
  return { terms, reload: () => (edition += 1), timesRead: () => read };
}

test('the policy of a category and a day is found once', () => {
  const { terms, timesRead } = loadedTerms();
  const policyAt = datedPolicies(terms);
  const policy = policyAt(POLICY, CONFIGURED, new Date('2026-05-01T06:00:00Z'));
  expect(policyAt(POLICY, CONFIGURED, EVENING)).toBe(policy);
  expect(timesRead()).toBe(1);
});

test('midnight in Kyiv, a changed rule, and another configuration take effect at once', () => {
  const { terms, reload } = loadedTerms();
  const policyAt = datedPolicies(terms);
  const daysAt = (at: Date, configured = CONFIGURED) => policyAt(POLICY, configured, at).retentionDays;
  expect([daysAt(EVENING), daysAt(MIDNIGHT), daysAt(EVENING)]).toEqual([101, 102, 101]);
  reload();
  expect([daysAt(EVENING), daysAt(MIDNIGHT)]).toEqual([201, 202]);
  const shorter = { ...POLICY, retentionDays: 7 };
  const configured = { ...CONFIGURED, categories: { [POLICY.category]: { retentionDays: 7 } } };
  const withoutRules: DatedTerms = { edition: '', expectedTimes: () => undefined, retention: () => undefined };
  const withoutRule = datedPolicies(withoutRules);
  expect(withoutRule(POLICY, CONFIGURED, EVENING).retentionDays).toBe(POLICY.retentionDays);
  expect(withoutRule(shorter, configured, EVENING).retentionDays).toBe(7);
});

test('what is kept is bounded, and right after it was dropped', () => {
  const { terms, timesRead } = loadedTerms();
  const policyAt = datedPolicies(terms);
  const dayAt = (index: number) => new Date(Date.UTC(2020, 0, 1 + index, 9));
  for (let index = 0; index < 1_001; index += 1) policyAt(POLICY, CONFIGURED, dayAt(index));
  const before = timesRead();
  expect(policyAt(POLICY, CONFIGURED, dayAt(0)).retentionDays).toBe(101);
  expect(timesRead()).toBe(before + 1);
  policyAt(POLICY, CONFIGURED, dayAt(1_000));
  expect(timesRead()).toBe(before + 1);
});
