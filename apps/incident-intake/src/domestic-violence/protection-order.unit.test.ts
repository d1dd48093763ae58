import { kyivDay } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import type { OrderRule } from '../law/module.ts';
import { FIRST_LAW } from '../law/first-law.ts';
import {
  checkContinued,
  checkDecisionNumber,
  checkOrder,
  issueDay,
  issueOrder,
  type OrderToRecord,
} from './protection-order.ts';
import { MEASURES, type OrderTerms, type ProtectionOrder } from './recorded-order.ts';

const [URGENT, COURT] = FIRST_LAW.orders as [OrderRule, OrderRule];

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
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
const toRecord = (more: Partial<OrderToRecord> = {}): OrderToRecord => ({
  orderId: 'order-2',
  terms: terms(),
  issuedOn: kyivDay(NOW),
  rule: URGENT,
  birthDate: ADULT,
  orders: [],
  isOrderedElsewhere: false,
  now: NOW,
  ...more,
});
const urgent = (more: Partial<OrderTerms>, birthDate = ADULT): string[] => {
  const order = terms(more);
  return fieldsOf(checkOrder(toRecord({ terms: order, birthDate, issuedOn: issueDay('', order.validFrom, NOW) })));
};

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
  [30 * DAY, true],
  [30 * DAY + 1, false],
])('it begins at most 30 days from now: %i ms → %s', (ms, lawful) => {
  const validFrom = after(NOW, ms);
  expect(urgent({ validFrom, validTo: after(validFrom, DAY) })).toEqual(lawful ? [] : ['valid_from']);
});

test('it begins on the day of its issue or later, which is in the past', () => {
  const on = (issuedOn: string) => fieldsOf(checkOrder(toRecord({ issuedOn })));
  expect(on('2026-11-24')).toEqual([]);
  expect(on('2026-11-23')).toEqual([]);
  expect(on('2026-11-25')).toEqual(['issued_date', 'valid_from']);
  expect(on('1999-12-31')).toEqual(['issued_date']);
});

test('without a day of issue, an order is issued on the day of its beginning, or today', () => {
  expect(issueDay('', after(NOW, -40 * DAY), NOW)).toBe('2026-10-15');
  expect(issueDay('', after(NOW, DAY), NOW)).toBe('2026-11-24');
  expect(issueDay('2026-11-01', NOW, NOW)).toBe('2026-11-01');
});

test('an order that arrives late, for an offender of unknown age, and after another one is recorded with warnings', () => {
  const validFrom = after(NOW, -40 * DAY);
  const late = terms({ measures: ['leave_home'], validFrom, validTo: after(validFrom, DAY) });
  const first = issueOrder(toRecord({ terms: late, issuedOn: kyivDay(validFrom), birthDate: '' })) as ProtectionOrder;
  expect(first.warnings).toEqual(['birth_date_unknown', 'recorded_late']);
  const second = issueOrder(toRecord({ orders: [first] })) as ProtectionOrder;
  expect(second).toMatchObject({ kind: 'urgent', warnings: ['earlier_order'] });
  expect(issueOrder(toRecord({ birthDate: '' }))).toMatchObject({ warnings: [] });
  expect(issueOrder(toRecord({ isOrderedElsewhere: true }))).toMatchObject({ warnings: ['earlier_order_elsewhere'] });
});

test.each([
  ['2023-12-31', 5, ['valid_to']],
  ['2024-01-01', 5, []],
  ['2024-01-01', 6, ['valid_to']],
])('an order is judged by the law of the day of its issue: issued on %s for %i days', (issuedOn, days, fields) => {
  const rules: OrderRule[] = [
    { ...URGENT, validTo: '2023-12-31', mostTerm: 4 },
    { ...URGENT, validFrom: '2024-01-01', mostTerm: 5 },
  ];
  const rule = rules.find((each) => each.validFrom <= issuedOn && (each.validTo === '' || each.validTo >= issuedOn));
  const validFrom = new Date(`${issuedOn}T10:00:00Z`);
  const order = toRecord({ terms: terms({ validFrom, validTo: after(validFrom, days * DAY) }), issuedOn, rule });
  expect(fieldsOf(checkOrder(order))).toEqual(fields);
});

test('the violation of a term names its bounds and its source', () => {
  const [broken] = checkOrder(toRecord({ terms: terms({ validTo: after(NOW, 11 * DAY) }) }));
  expect(broken?.rule).toBe(
    'must be after valid_from, by at most 10 days (Закон України № 2229-VIII від 07.12.2017, стаття 25; confirmed)',
  );
});

test('without a rule of the day, an order has any measures and any end after its beginning', () => {
  const rule = undefined;
  expect(
    checkOrder(toRecord({ rule, terms: terms({ measures: ['keep_distance'], validTo: after(NOW, 900 * DAY) }) })),
  ).toEqual([]);
  expect(fieldsOf(checkOrder(toRecord({ rule, terms: terms({ validTo: NOW }) })))).toEqual(['valid_to']);
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
      checkOrder(
        toRecord({
          terms: { measures: ['leave_home'], validFrom, validTo: after(validFrom, 1) },
          birthDate: '2008-02-29',
          issuedOn: '2026-02-28',
          now: validFrom,
        }),
      ),
    );
  expect(at(new Date('2026-02-28T21:59:59Z'))).toEqual(['measures[0]']);
  expect(at(new Date('2026-02-28T22:00:00Z'))).toEqual([]);
});

test('a ban on contact applies to offenders of any age and requires no birth date', () => {
  expect(urgent({ measures: ['no_contact'] }, '2015-01-01')).toEqual([]);
  expect(issueOrder(toRecord({ birthDate: '2015-01-01' }))).toMatchObject({ warnings: [] });
});

const CONTINUED = terms();
const court = (from: Date, to: Date, birthDate = ADULT): string[] =>
  fieldsOf(checkContinued({ terms: terms({ validFrom: from, validTo: to }), rule: COURT, birthDate }, CONTINUED));
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
    fieldsOf(
      checkContinued(
        { terms: terms({ validFrom: kyiv('2027-01-31'), validTo: kyiv(day) }), rule: COURT, birthDate: ADULT },
        continued,
      ),
    );
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
  const by = (birthDate: string) => checkContinued({ terms: order, rule: COURT, birthDate }, CONTINUED);
  expect(fieldsOf(by('2010-01-01'))).toEqual(['measures[0]']);
  expect(by('')).toEqual([]);
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

test('a rule that is not confirmed refuses no order, but what no law allows is refused', () => {
  const rule = { ...URGENT, status: 'unconfirmed' as const };
  const long = terms({ validTo: after(NOW, 11 * DAY) });
  expect(issueOrder(toRecord({ terms: long, rule }))).toMatchObject({ warnings: ['outside_unconfirmed_rule'] });
  expect(issueOrder(toRecord({ rule }))).toMatchObject({ warnings: [] });
  expect(issueOrder(toRecord({ terms: long }))).toMatchObject({ violations: [{ field: 'valid_to' }] });
  const backwards = terms({ validTo: after(NOW, -1) });
  expect(issueOrder(toRecord({ terms: backwards, rule }))).toMatchObject({ violations: [{ field: 'valid_to' }] });
});
