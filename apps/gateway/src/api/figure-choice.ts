import { LEVELS } from '../measures/measure.ts';
import type { Dimension, Measure } from '../measures/module.ts';
import type { CalendarDay } from '../site/module.ts';
import type { Broken } from './broken.ts';

export const FIGURE_LEVELS = ['country', 'oblast', 'hromada'] as const;
type FigureLevel = (typeof FIGURE_LEVELS)[number];

export const GROUPS = ['month', 'quarter', 'year', 'category', 'channel', 'responder'] as const;
type Group = (typeof GROUPS)[number];
const PERIODS: readonly Group[] = ['month', 'quarter', 'year'];

const MAX_MONTHS = 360;

/** What a program asked for. */
export interface FigureAsk {
  readonly measure: string;
  readonly level: FigureLevel;
  readonly oblast?: string | undefined;
  readonly from_month?: string | undefined;
  readonly to_month?: string | undefined;
  readonly group_by: readonly Group[];
}

/** What is read from the service. */
export interface FigureChoice {
  readonly measure: Measure;
  readonly level: FigureLevel;
  readonly oblast: string | undefined;
  readonly period: { readonly from: CalendarDay; readonly to: CalendarDay };
  readonly groupBy: readonly Dimension[];
}

interface Periods {
  /** The twelve whole months before this one. */
  readonly months: FigureChoice['period'];
  /** The 52 weeks of hromadas. */
  readonly weeks: FigureChoice['period'];
}

/** Country and oblasts: whole months, which have ended. Hromadas: the 52 weeks of their pages, so that an answer stays short. */
export function chooseFigures(
  ask: FigureAsk,
  measure: Measure | undefined,
  { months, weeks }: Periods,
): FigureChoice | { readonly errors: readonly Broken[] } {
  if (measure === undefined) {
    return { errors: [{ parameter: 'measure', rule: `must be the name of a measure: see /api/v1/measures` }] };
  }
  const isHromada = ask.level === 'hromada';
  const period = isHromada ? weeks : monthsOf(ask, months);
  const errors = [...levelErrors(ask, measure), ...groupErrors(ask, measure), ...periodErrors(ask, period, months)];
  if (errors.length > 0) return { errors };
  const groups = new Set<Dimension>([...(ask.level === 'country' ? [] : (['territory'] as const)), ...ask.group_by]);
  return { measure, level: ask.level, oblast: ask.oblast, period, groupBy: [...groups] };
}

function levelErrors({ level, oblast }: FigureAsk, { name, lowestLevel }: Measure): Broken[] {
  const isTooLow = LEVELS.indexOf(level) > LEVELS.indexOf(lowestLevel);
  return [
    ...(isTooLow ? [{ parameter: 'level', rule: `must not be below ${lowestLevel} for ${name}` }] : []),
    ...(level === 'country' && oblast !== undefined
      ? [{ parameter: 'oblast', rule: 'must not be given with the level country' }]
      : []),
  ];
}

function groupErrors({ level, group_by: groups }: FigureAsk, { name, dimensions }: Measure): Broken[] {
  const parameter = 'group_by';
  const missing = groups.filter((group) => !dimensions.includes(group));
  return [
    ...(missing.length > 0 ? [{ parameter, rule: `must be dimensions of ${name}: ${dimensions.join(', ')}` }] : []),
    ...(new Set(groups).size < groups.length ? [{ parameter, rule: 'must not name a dimension twice' }] : []),
    ...(groups.filter((group) => PERIODS.includes(group)).length > 1
      ? [{ parameter, rule: `must have at most one of ${PERIODS.join(', ')}` }]
      : []),
    ...(level === 'hromada' && groups.some((group) => group !== 'category')
      ? [{ parameter, rule: 'must be category or nothing for hromadas' }]
      : []),
  ];
}

function periodErrors(ask: FigureAsk, { from, to }: FigureChoice['period'], months: FigureChoice['period']): Broken[] {
  const given = ['from_month', 'to_month'].filter((name) => name in ask && ask[name as 'from_month'] !== undefined);
  if (ask.level === 'hromada') {
    return given.map((parameter) => ({ parameter, rule: 'must not be given for hromadas: their 52 weeks are fixed' }));
  }
  const count = (to.year - from.year) * 12 + to.month - from.month + 1;
  const isOver = numberOf(to) > numberOf(months.to);
  return [
    ...(isOver ? [{ parameter: 'to_month', rule: 'must be a month that has ended' }] : []),
    ...(count < 1 ? [{ parameter: 'from_month', rule: 'must not be after to_month' }] : []),
    ...(count > MAX_MONTHS ? [{ parameter: 'from_month', rule: `must be at most ${MAX_MONTHS} months before` }] : []),
  ];
}

/** What is not given follows from the other: twelve months. */
function monthsOf(
  { from_month: first, to_month: last }: FigureAsk,
  usual: FigureChoice['period'],
): FigureChoice['period'] {
  const to = last === undefined ? usual.to : lastDayOf(last);
  if (first !== undefined) return { from: { ...partsOf(first), day: 1 }, to };
  const from = new Date(Date.UTC(to.year, to.month - 12, 1));
  return { from: { year: from.getUTCFullYear(), month: from.getUTCMonth() + 1, day: 1 }, to };
}

function lastDayOf(month: string): CalendarDay {
  const { year, month: number } = partsOf(month);
  return { year, month: number, day: new Date(Date.UTC(year, number, 0)).getUTCDate() };
}

/** "2026-11" */
function partsOf(text: string): { readonly year: number; readonly month: number } {
  const [year = 0, month = 1] = text.split('-').map(Number);
  return { year, month };
}

function numberOf({ year, month }: CalendarDay): number {
  return year * 12 + month;
}
