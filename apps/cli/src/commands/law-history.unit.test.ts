import { LawRule, OrderMeasure, RuleStatus } from '@safe-community/contracts/incidents/v1/law.ts';
import { expect, test } from 'vitest';
import { changeOf } from './law-history.ts';

const sanction = (most: number | undefined, more: object = {}) =>
  LawRule.fromPartial({
    rule: {
      $case: 'sanction',
      value: {
        article: '173-2',
        bounds: most === undefined ? undefined : { least: 10, most },
        basis: { validFrom: '2000-01-01', source: 'КУпАП', status: RuleStatus.SECONDARY, ...more },
      },
    },
  });

test('a change names each value that differs, from what to what; the source has a column of its own', () => {
  expect(changeOf(undefined, sanction(40))).toBe('added');
  expect(changeOf(sanction(40), sanction(50, { status: RuleStatus.CONFIRMED, source: 'звірено' }))).toBe(
    'bounds.most 40 → 50, basis.status RULE_STATUS_SECONDARY → RULE_STATUS_CONFIRMED',
  );
  expect(changeOf(sanction(undefined), sanction(40))).toBe('bounds.least none → 10, bounds.most none → 40');
  expect(changeOf(sanction(40), sanction(40, { source: 'звірено' }))).toBe('recorded again');
});

test('lists of measures are compared as a whole', () => {
  const order = (measures: OrderMeasure[]) => LawRule.fromPartial({ rule: { $case: 'order', value: { measures } } });
  expect(changeOf(order([OrderMeasure.NO_ENTRY]), order([OrderMeasure.NO_ENTRY, OrderMeasure.NO_CONTACT]))).toBe(
    'measures ORDER_MEASURE_NO_ENTRY → ORDER_MEASURE_NO_ENTRY,ORDER_MEASURE_NO_CONTACT',
  );
});
