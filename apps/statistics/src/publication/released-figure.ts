import { addDays, type Day } from '@safe-community/domain-kit';
import { endOf, PERIODS, startOf, type Period } from './period.ts';
import type { Level, LevelRule } from './publication-set.ts';

export const HIDDEN_REASONS = ['disclosure_control', 'not_released'] as const;
export type HiddenReason = (typeof HIDDEN_REASONS)[number];

/** A cell of an answer. */
export interface CellKey {
  readonly territoryCode: string;
  readonly start: Day;
}

/** A figure as released by a day. */
export interface ReleasedFigure extends CellKey {
  readonly value: number;
  readonly releasedOn: Day;
  readonly revisedOn: Day | undefined;
}

/** The first days of the periods that begin from one day to another. */
export function periodsBetween(period: Period, from: Day, to: Day, most: number): Day[] {
  const found: Day[] = [];
  const first = startOf(period, from);
  let at = first < from ? endOf({ period, start: first }) : first;
  while (at <= to && found.length <= most) {
    found.push(at);
    at = endOf({ period, start: at });
  }
  return found;
}

/** The first days of the months on whose figures a cell depends: those of the period that is released with it. */
export function monthsOf(period: Period, start: Day, { block }: LevelRule): Day[] {
  const length = PERIODS[Math.max(PERIODS.indexOf(period), PERIODS.indexOf(block))] ?? 'year';
  const first = startOf(length, start);
  return periodsBetween('month', first, addDays(endOf({ period: length, start: first }), -1), PERIODS_IN_A_YEAR);
}

const PERIODS_IN_A_YEAR = 12;

/** Why a cell without a figure has none. */
export function hiddenBecause(
  cell: { readonly period: Period; readonly start: Day; readonly level: Level; readonly measure: string },
  rule: { readonly levels: Readonly<Record<Level, LevelRule>> } | undefined,
  isFixed: (month: Day) => boolean,
): HiddenReason {
  if (rule === undefined) return 'not_released';
  const { block } = rule.levels.oblast;
  // What belongs to incidents is never released of hromadas, nor by shorter periods.
  const isNever = cell.level === 'hromada' || PERIODS.indexOf(cell.period) < PERIODS.indexOf(block);
  if (cell.measure !== 'incidents' && !cell.measure.startsWith('school_') && isNever) return 'disclosure_control';
  const months = monthsOf(cell.period, cell.start, rule.levels[cell.level]);
  return months.every(isFixed) ? 'disclosure_control' : 'not_released';
}
