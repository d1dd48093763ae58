import { expect, test } from 'vitest';
import { FIRST_CALENDAR, FIRST_TERMS } from './first-rules.ts';
import { checkDeadlineTerm, dueAt, termOn, type DeadlineTerm, type RequestKind, type Track } from './deadline.ts';

const NOON = new Date('2026-08-21T09:00:00Z');

function due(kind: RequestKind, track: Track, from = NOON, calendar = FIRST_CALENDAR): string {
  const rule = termOn(FIRST_TERMS, kind, track, '2026-08-21');
  if (rule === undefined) throw new Error('there is no rule');
  return dueAt(rule.term, from, calendar).toISOString();
}

test('a request for information is due in five working days, holidays included while martial law lasts', () => {
  expect(due('information', 'usual')).toBe('2026-08-28T20:59:59.999Z');
  const peace = { ...FIRST_CALENDAR, rules: [] };
  expect(due('information', 'usual', NOON, peace)).toBe('2026-08-31T20:59:59.999Z');
});

test('48 hours count to the millisecond, also over the change of the clocks', () => {
  expect(due('information', 'urgent')).toBe('2026-08-23T09:00:00.000Z');
  expect(due('information', 'urgent', new Date('2026-10-24T12:00:00.123Z'))).toBe('2026-10-26T12:00:00.123Z');
});

test('a complaint is due in a month that counts days off, or in 15 days if nothing needs study', () => {
  expect(due('complaint', 'usual')).toBe('2026-09-21T20:59:59.999Z');
  expect(due('complaint', 'simple')).toBe('2026-09-05T20:59:59.999Z');
  expect(due('complaint', 'usual', new Date('2026-01-31T09:00:00Z'))).toBe('2026-02-28T21:59:59.999Z');
});

test('the day of receipt is the day in Kyiv', () => {
  expect(due('data_change', 'usual', new Date('2026-08-20T21:30:00Z'))).toBe('2026-08-31T20:59:59.999Z');
  expect(due('data_change', 'usual', new Date('2026-08-20T20:30:00Z'))).toBe('2026-08-30T20:59:59.999Z');
});

test('the rule is the latest of its kind and track that holds on the day', () => {
  const [first] = FIRST_TERMS as [DeadlineTerm];
  const later = { ...first, validFrom: '2027-01-01', term: { amount: 3, unit: 'working_days' } } as const;
  const terms = [later, ...FIRST_TERMS];
  expect(termOn(terms, first.kind, first.track, '2026-12-31')).toBe(first);
  expect(termOn(terms, first.kind, first.track, '2027-01-01')).toBe(later);
  expect(termOn(terms, 'attorney', 'urgent', '2027-01-01')).toBeUndefined();
  expect(termOn(terms, first.kind, first.track, '2001-01-01')).toBeUndefined();
});

test('the first rules are valid, and only what was seen in the text of the law is confirmed', () => {
  expect(FIRST_TERMS.flatMap(checkDeadlineTerm)).toEqual([]);
  const confirmed = FIRST_TERMS.filter((each) => each.confirmed).map(({ kind, track }) => `${kind} ${track}`);
  expect(confirmed).toEqual([
    'information usual',
    'information urgent',
    'complaint usual',
    'complaint simple',
    'third_party_data usual',
  ]);
});

test('names what is wrong with a term', () => {
  const [first] = FIRST_TERMS as [DeadlineTerm];
  const wrong = { ...first, validFrom: '2026-02-30', term: { amount: 0, unit: 'days' }, source: '' } as const;
  const longest = { amount: 1_001, unit: 'days' } as const;
  expect(checkDeadlineTerm({ ...wrong, longest, appeal: longest }).map(({ field }) => field)).toEqual([
    'valid_from',
    'term.amount',
    'longest.amount',
    'appeal.amount',
    'source',
  ]);
});
