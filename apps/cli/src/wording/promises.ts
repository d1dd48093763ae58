import { Trend, Verdict } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { words } from './words.ts';

export const TRENDS = words([
  [Trend.FEWER, 'fewer', 'менше'],
  [Trend.NO_CLEAR_CHANGE, 'no clear change', 'без явних змін'],
  [Trend.MORE, 'more', 'більше'],
]);

/** Whether a promise is kept. */
export const VERDICTS = words([
  [Verdict.REACHED, 'reached', 'досягнуто'],
  [Verdict.ON_THE_WAY, 'on the way', 'виконується'],
  [Verdict.LATE, 'late', 'прострочено'],
  [Verdict.CANNOT_BE_TOLD, 'cannot be told from the target', 'не можна відрізнити від цілі'],
  [Verdict.NOT_MEASURED, 'not measured', 'не вимірюється'],
]);
