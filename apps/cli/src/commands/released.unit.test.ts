import { HiddenReason, SensitiveFigure } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { expect, test } from 'vitest';
import { valueOf } from './released.ts';

test('a small figure says below which number it is, not 0', () => {
  const shown = { value: 15n, releasedOn: '2026-05-15' };
  const few = { hidden: HiddenReason.FEW, roundedTo: 5 };
  const later = { hidden: HiddenReason.NOT_RELEASED };
  expect([shown, few, later].map((each) => valueOf(SensitiveFigure.fromPartial(each)))).toEqual([
    '15',
    'fewer than 10',
    'not released yet',
  ]);
});
