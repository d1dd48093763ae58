import { HiddenReason, SensitiveFigure } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { expect, test } from 'vitest';
import { valueOf } from './released.ts';

test('a hidden figure has a reason and no number, not even 0', () => {
  const shown = { value: 12n, releasedOn: '2026-05-15' };
  const hidden = { hidden: HiddenReason.DISCLOSURE_CONTROL };
  const later = { hidden: HiddenReason.NOT_RELEASED };
  expect([shown, hidden, later].map((each) => valueOf(SensitiveFigure.fromPartial(each)))).toEqual([
    '12',
    'hidden: too few, another number would follow, or never released so finely',
    'not released yet',
  ]);
});
