import { expect, test } from 'vitest';
import {
  asksForAge,
  checkCourtOrder,
  checkDecisionNumber,
  checkUrgentOrder,
  MEASURES,
  type OrderTerms,
} from './protection-order.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const NOW = new Date('2026-11-24T10:00:00Z');
const ADULT = '1980-05-17';

const after = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
const terms = (more: Partial<OrderTerms> = {}): OrderTerms => ({
  measures: ['no_contact'],
  validFrom: NOW,
  validTo: after(NOW, 3 * DAY),
  ...more,
});
const fieldsOf = (violations: readonly { field: string }[]): string[] => violations.map(({ field }) => field);
const urgent = (more: Partial<OrderTerms>, birthDate = ADULT): string[] =>
  fieldsOf(checkUrgentOrder(terms(more), birthDate, NOW));

test.each([
  [1, true],
  [10 * DAY - SECOND, true],
  [10 * DAY, true],
  [10 * DAY + 1, false],
  [10 * DAY + SECOND, false],
  [0, false],
  [-SECOND, false],
])('an urgent order lasts more than 0 and exactly up to 10 days: %i ms → %s', (ms, lawful) => {
  expect(urgent({ validTo: after(NOW, ms) })).toEqual(lawful ? [] : ['valid_to']);
});

test.each([
  [-HOUR, true],
  [-HOUR - 1, false],
  [30 * DAY, true],
  [30 * DAY + 1, false],
])('it begins between an hour ago and 30 days from now: %i ms → %s', (ms, lawful) => {
  const validFrom = after(NOW, ms);
  expect(urgent({ validFrom, validTo: after(validFrom, DAY) })).toEqual(lawful ? [] : ['valid_from']);
});

test('an order has at least one measure, each once', () => {
  expect(urgent({ measures: [] })).toEqual(['measures']);
  expect(urgent({ measures: ['no_contact', 'no_entry', 'no_contact'] })).toEqual(['measures[2]']);
  expect(urgent({ measures: MEASURES })).toEqual([]);
});

// In Kyiv it is midnight at 22:00 UTC in winter.
const EVE = new Date('2026-11-30T21:59:59.999Z');
const BIRTHDAY = new Date('2026-11-30T22:00:00Z');

test.each([
  ['on the eve of the 18th birthday in Kyiv', EVE, '2008-12-01', ['measures[0]', 'measures[2]']],
  ['on the 18th birthday in Kyiv', BIRTHDAY, '2008-12-01', []],
  ['at 17', BIRTHDAY, '2009-11-30', ['measures[0]', 'measures[2]']],
  ['when the age is unknown', EVE, '', []],
])('only an adult can be evicted: %s', (_, validFrom, birthDate, expected) => {
  const order = {
    measures: ['leave_home', 'no_contact', 'no_entry'] as const,
    validFrom,
    validTo: after(validFrom, 1),
  };
  expect(urgent(order, birthDate)).toEqual(expected);
});

test('a person born on 29 February turns 18 on 1 March of a non-leap year', () => {
  const at = (validFrom: Date): string[] =>
    fieldsOf(
      checkUrgentOrder({ measures: ['leave_home'], validFrom, validTo: after(validFrom, 1) }, '2008-02-29', validFrom),
    );
  expect(at(new Date('2026-02-28T21:59:59Z'))).toEqual(['measures[0]']);
  expect(at(new Date('2026-02-28T22:00:00Z'))).toEqual([]);
});

test('a ban on contact applies to offenders of any age and requires no birth date', () => {
  expect(urgent({ measures: ['no_contact'] }, '2015-01-01')).toEqual([]);
  expect(asksForAge(terms({ measures: ['no_contact'] }))).toBe(false);
  expect(asksForAge(terms({ measures: ['no_contact', 'no_entry'] }))).toBe(true);
  expect(asksForAge(terms({ measures: ['leave_home'] }))).toBe(true);
});

const CONTINUED = terms();
const court = (from: Date, to: Date, birthDate = ADULT): string[] =>
  fieldsOf(checkCourtOrder(terms({ validFrom: from, validTo: to }), CONTINUED, birthDate));
const kyiv = (day: string): Date => new Date(`${day}T12:00:00+02:00`);

test.each([
  ['2026-12-25', true],
  ['2026-12-24', true],
  ['2026-12-23', false],
  ['2027-05-24', true],
  ['2027-05-25', false],
  ['2026-11-24', false],
])('a court extends it by one to six months: from 24 November to %s → %s', (day, lawful) => {
  expect(court(NOW, kyiv(day))).toEqual(lawful ? [] : ['valid_to']);
});

test('its last day counts to the end, in Kyiv time', () => {
  expect(court(NOW, new Date('2027-05-24T20:59:59.999Z'))).toEqual([]);
  expect(court(NOW, new Date('2027-05-24T21:00:00Z'))).toEqual(['valid_to']);
});

test('a month from the 31st ends on the last day of a shorter month', () => {
  const continued = terms({ validFrom: kyiv('2027-01-25'), validTo: kyiv('2027-02-04') });
  const to = (day: string): string[] =>
    fieldsOf(checkCourtOrder(terms({ validFrom: kyiv('2027-01-31'), validTo: kyiv(day) }), continued, ADULT));
  expect(to('2027-02-28')).toEqual([]);
  expect(to('2027-02-27')).toEqual(['valid_to']);
});

test.each(['0100-01-01T00:00:00Z', '+100000-01-01T00:00:00Z', '+202701-06-01T00:00:00Z'])(
  'rejects an end outside the range of years: %s',
  (time) => {
    expect(court(NOW, new Date(time))).toEqual(['valid_to']);
  },
);

test('a court extension begins no later than the end of the former order', () => {
  const { validFrom, validTo } = CONTINUED;
  const months = 60 * DAY;
  expect(court(validTo, after(validTo, months))).toEqual([]);
  expect(court(after(validTo, 1), after(validTo, months))).toEqual(['valid_from']);
  expect(court(after(validFrom, -1), after(validFrom, months))).toEqual(['valid_from']);
});

test('a court does not evict an offender who is known to be under 18', () => {
  const order = terms({ measures: ['leave_home'], validTo: after(NOW, 60 * DAY) });
  expect(fieldsOf(checkCourtOrder(order, CONTINUED, '2010-01-01'))).toEqual(['measures[0]']);
  expect(checkCourtOrder(order, CONTINUED, '')).toEqual([]);
});

test.each(['127/1234/26', 'АБ-17 від 3', 'a', '1'.repeat(60)])(
  'accepts %s as the number of a court decision',
  (number) => {
    expect(checkDecisionNumber(number)).toEqual([]);
  },
);

test.each(['', '   ', '1'.repeat(61), '№ 5', '12\n3', '12.3', '1\u202e2'])(
  'rejects %j as the number of a court decision',
  (number) => {
    expect(fieldsOf(checkDecisionNumber(number))).toEqual(['court_decision']);
  },
);
