import { expect, test } from 'vitest';
import { FIRST_LAW } from '../law/first-law.ts';
import type { OrderRule } from '../law/module.ts';
import { continueOrder, extendRestraining, restrainingOrder, type OrderToRecord } from './protection-order.ts';
import type { OrderTerms, ProtectionOrder } from './recorded-order.ts';

const [, COURT] = FIRST_LAW.orders as [OrderRule, OrderRule];
const NOW = new Date('2026-11-24T10:00:00Z');
const kyiv = (day: string): Date => new Date(`${day}T12:00:00+02:00`);
const fieldsOf = (violations: readonly { field: string }[]): string[] => violations.map(({ field }) => field);
const TERMS: OrderTerms = {
  measures: ['not_stay_in_shared_home', 'keep_distance'],
  validFrom: NOW,
  validTo: kyiv('2027-02-24'),
};
const RESTRAINING: OrderToRecord = {
  orderId: 'order-2',
  terms: TERMS,
  issuedOn: '2026-11-24',
  rule: COURT,
  birthDate: '1980-05-17',
  orders: [],
  isOrderedElsewhere: false,
  now: NOW,
};

test('a restraining order of a court stands on its own, with the measures of courts', () => {
  expect(restrainingOrder(RESTRAINING, '127/1/26')).toMatchObject({
    kind: 'restraining',
    court: { number: '127/1/26', extendsOrderId: '' },
    warnings: [],
  });
  const measures = COURT.measures;
  expect(restrainingOrder({ ...RESTRAINING, terms: { ...RESTRAINING.terms, measures } }, '1')).toMatchObject({
    measures,
  });
});

test.each([
  ['a measure of the police', { measures: ['leave_home'] as const }, ['measures[0]']],
  ['no measure', { measures: [] }, ['measures']],
  ['less than a month', { validTo: kyiv('2026-12-23') }, ['valid_to']],
  ['a month', { validTo: kyiv('2026-12-24') }, []],
  ['six months', { validTo: kyiv('2027-05-24') }, []],
  ['more than six months', { validTo: kyiv('2027-05-25') }, ['valid_to']],
  ['an end before its beginning', { validTo: new Date(NOW.getTime() - 1) }, ['valid_to']],
])('a restraining order with %s', (_, change, fields) => {
  const order = restrainingOrder({ ...RESTRAINING, terms: { ...RESTRAINING.terms, ...change } }, '1');
  expect(fieldsOf((order as { violations?: [] }).violations ?? [])).toEqual(fields);
});

const RECORDED = restrainingOrder({ ...RESTRAINING, orderId: 'order-1' }, '1') as ProtectionOrder;
const extendTo = (validTo: Date, orders: readonly ProtectionOrder[] = [RECORDED], issuedOn = '2026-11-24') =>
  extendRestraining(
    { orderId: 'order-2', extendsOrderId: 'order-1', number: '2', issuedOn, validTo },
    orders,
    COURT,
    NOW,
  );

test.each([
  ['2027-08-24', []],
  ['2027-08-25', ['valid_to']],
  ['2027-02-24', ['valid_to']],
  ['2027-02-23', ['valid_to']],
])('it is extended by at most six months after its end: to %s', (day, fields) => {
  const extended = extendTo(kyiv(day));
  expect(fieldsOf((extended as { violations?: [] }).violations ?? [])).toEqual(fields);
});

test('an extension continues the order with its measures, and a second one warns', () => {
  const first = extendTo(kyiv('2027-08-24')) as ProtectionOrder;
  expect(first).toMatchObject({
    measures: RECORDED.measures,
    validFrom: RECORDED.validTo,
    court: { extendsOrderId: 'order-1' },
    warnings: [],
  });
  const again = extendTo(kyiv('2027-12-24'), [{ ...first, orderId: 'order-1' }], '2026-11-23');
  expect(again).toMatchObject({ warnings: ['extended_before', 'recorded_late'] });
});

test('only a restraining order of the case that has not ended is extended', () => {
  const to = kyiv('2027-03-24');
  expect(extendTo(to, [])).toMatchObject({ kind: 'not-found' });
  expect(extendTo(to, [{ ...RECORDED, kind: 'urgent' }])).toMatchObject({ reason: 'ORDER_NOT_RESTRAINING' });
  expect(extendTo(to, [{ ...RECORDED, endedAt: NOW }])).toMatchObject({ reason: 'ALREADY_ENDED' });
  expect(extendTo(to, [RECORDED], '2026-11-25')).toMatchObject({ violations: [{ field: 'issued_date' }] });
});

test('where the law allows no extension, there is none; where none is known, it ends later', () => {
  const extension = { orderId: '2', extendsOrderId: 'order-1', number: '2', issuedOn: '2026-11-24' };
  const to = kyiv('2029-01-01');
  const by = (rule: OrderRule | undefined, validTo: Date) =>
    extendRestraining({ ...extension, validTo }, [RECORDED], rule, NOW);
  expect(by({ ...COURT, mostExtension: 0 }, kyiv('2027-02-25'))).toMatchObject({ violations: [{ field: 'valid_to' }] });
  const sameDay = new Date(RECORDED.validTo.getTime() + 1);
  expect(by({ ...COURT, mostExtension: 0 }, sameDay)).toMatchObject({ violations: [{ field: 'valid_to' }] });
  expect(by(undefined, to)).toMatchObject({ validTo: to });
  expect(by(undefined, RECORDED.validTo)).toMatchObject({ violations: [{ field: 'valid_to' }] });
});

test('an order that is not of the case is not continued', () => {
  expect(continueOrder(RESTRAINING, { number: '1', extendsOrderId: 'other' })).toMatchObject({ kind: 'not-found' });
});
