import { HiddenReason, SensitiveFigure } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { expect, test } from 'vitest';
import { rowOf } from './released.ts';

const LVIVSKA = 'UA46000000000026241';

test('a hidden figure has a reason and no number, a released one its days', () => {
  const shown = { territoryCode: LVIVSKA, periodStart: '2026-01-01', value: 12n, releasedOn: '2026-05-15' };
  const hidden = { periodStart: '2026-04-01', hidden: HiddenReason.DISCLOSURE_CONTROL };
  const later = { periodStart: '2026-07-01', hidden: HiddenReason.NOT_RELEASED };
  expect([shown, hidden, later].map((each) => rowOf(SensitiveFigure.fromPartial(each)))).toEqual([
    [LVIVSKA, '2026-01-01', '12', '2026-05-15', '—'],
    ['UA', '2026-04-01', 'hidden: too few, another number would follow, or never released so finely', '—', '—'],
    ['UA', '2026-07-01', 'not released yet', '—', '—'],
  ]);
});
