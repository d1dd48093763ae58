import { addDays, type Day } from '@safe-community/domain-kit';
import { COUNTRY, oblastDigits, oblasts } from '@safe-community/territory';
import { endOf, periodsBetween, startOf, type Period } from './period.ts';
import { KIND_MEASURES, OTHER_KIND, type SensitiveMeasure } from './sensitive-measure.ts';

export const LEVELS = ['country', 'oblast', 'hromada'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * Everything that is released, shortest periods first. The list is short on purpose: each table more is one more rounding of
 * the same cases, whose errors cancel out.
 */
export const TABLES: Readonly<Record<Level, readonly Period[]>> = {
  country: ['month', 'year'],
  oblast: ['quarter', 'year'],
  hromada: ['year'],
};

/** A period of a level: its figures are released together. */
export interface Table {
  readonly level: Level;
  readonly period: Period;
  readonly start: Day;
}

export function tablesOf(year: number): Table[] {
  return LEVELS.flatMap((level) =>
    TABLES[level].flatMap((period) =>
      periodsBetween(period, `${year}-01-01`, `${year}-12-31`, MONTHS_OF_YEAR).map((start) => ({
        level,
        period,
        start,
      })),
    ),
  );
}

const MONTHS_OF_YEAR = 12;

export function toKey({ level, period, start }: Table): string {
  return `${level} ${period} ${start}`;
}

/** When releases are due. */
interface Calendar {
  readonly settlingDays: number;
  /** When the first cases of the year became known: those of earlier years are imported over some days. */
  readonly knownOn: Day;
  readonly today: Day;
}

/** The tables of a year whose first release is due: figures settle after the period has ended. */
export function dueTables(
  year: number,
  isReleased: (table: Table) => boolean,
  { settlingDays, knownOn, today }: Calendar,
): Table[] {
  return tablesOf(year).filter((table) => {
    const end = endOf(table.period, table.start);
    return !isReleased(table) && addDays(end > knownOn ? end : knownOn, settlingDays) <= today;
  });
}

/** Cases of one hromada and month. Those of a city with special status have the code of its oblast. */
export interface MonthCount {
  readonly measure: SensitiveMeasure;
  readonly territoryCode: string;
  readonly month: Day;
  readonly value: number;
}

/** A cell with what was counted in it. */
export interface Cell {
  readonly measure: SensitiveMeasure;
  readonly territoryCode: string;
  readonly period: Period;
  readonly start: Day;
  readonly count: number;
}

/** The cells of tables; those without a case are left out. A withdrawal may be known before the report: no cell is below 0. */
export function cellsOf(counts: readonly MonthCount[], tables: readonly Table[]): Cell[] {
  const cells = new Map<string, Cell>();
  for (const { level, period, start } of tables) {
    for (const { measure, territoryCode: code, month, value } of counts) {
      const territoryCode = startOf(period, month) === start ? placeOf(code, level) : undefined;
      if (territoryCode === undefined) continue;
      const cell = { measure, territoryCode, period, start };
      const key = cellKey(cell);
      cells.set(key, { ...cell, count: (cells.get(key)?.count ?? 0) + value });
    }
  }
  return [...cells.values()].filter(({ count }) => count > 0);
}

export function cellKey({ measure, territoryCode, period, start }: Omit<Cell, 'count'>): string {
  return `${measure} ${territoryCode} ${period} ${start}`;
}

/** Undefined for a hromada that is not known below its oblast. */
function placeOf(code: string, level: Level): string | undefined {
  if (level === 'country') return COUNTRY;
  const oblast = OBLASTS.get(oblastDigits(code)) ?? code;
  if (level === 'oblast') return oblast;
  return code === oblast ? undefined : code;
}

const OBLASTS = new Map(oblasts().map(({ code }) => [oblastDigits(code), code]));

/** Of school cases, those of no known kind are what remains. */
export function withOtherKind(counts: readonly MonthCount[]): MonthCount[] {
  const parts = counts.flatMap((count) => {
    const isKind = KIND_MEASURES.some((kind) => kind === count.measure);
    if (!isKind && count.measure !== 'incidents') return [];
    return { ...count, measure: OTHER_KIND, value: isKind ? -count.value : count.value } as const;
  });
  return [...counts, ...parts];
}

/**
 * The cells that a revision changes: those in which at least so many cases more or fewer are counted than in the figure that
 * is shown. So a change never says that one known case arrived.
 */
export function changedCells(before: readonly Cell[], now: readonly Cell[], least: number): Cell[] {
  const counts = new Map(before.map((cell) => [cellKey(cell), cell.count]));
  const gone = new Map(before.map((cell) => [cellKey(cell), { ...cell, count: 0 }]));
  for (const cell of now) gone.delete(cellKey(cell));
  return [...now, ...gone.values()].filter((cell) => Math.abs(cell.count - (counts.get(cellKey(cell)) ?? 0)) >= least);
}
