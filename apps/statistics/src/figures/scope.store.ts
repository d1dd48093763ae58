import { rows, type EntityManager, type Prepared } from '@safe-community/database';
import { CELL_ROWS, REVISION_ROWS, type Category } from '../incidents/module.ts';
import { partsAsOf, partsOnTheDay, type Merger, type Part, type Unit } from '../territory/module.ts';
import { PERIODS, lastDayOf, type Dimension, type Figure, type FigureRequest } from './figure.ts';
import { rolled } from './rolled.store.ts';

/** Territories that are already known. */
export interface WantedUnits {
  readonly units: readonly Unit[];
  readonly mergers: readonly Merger[];
}

/** What every statement needs: the parameters $1 to $12. */
export interface Scope {
  readonly request: FigureRequest;
  readonly wanted: WantedUnits;
  readonly values: readonly unknown[];
  /** Under which the counters are kept. */
  readonly codes: readonly string[];
  /** Only these. Undefined: all that are counted exactly. */
  readonly categories: readonly Category[] | undefined;
}

const FEW_CODES = 20;

/**
 * Runs a statement of a scope. PostgreSQL plans a prepared one for a few codes and then compares many of them with each row,
 * which took twenty times as long: of many, each request is planned by itself, in half a millisecond.
 */
export function rowsIn<Row>(
  tx: EntityManager,
  statement: Prepared,
  { codes }: Pick<Scope, 'codes'>,
  values: readonly unknown[],
): Promise<Row[]> {
  return rows<Row>(tx, codes.length > FEW_CODES ? statement.preparedText : statement, values);
}

/** @param categories undefined: that of the request, or all. */
export function scopeOf(
  request: FigureRequest,
  wanted: WantedUnits,
  categories: readonly Category[] | undefined = request.category && [request.category],
  parts: readonly Part[] = partsOf(request, wanted),
): Scope {
  const { from, to, knownOn, groupBy } = request;
  const codes = [...new Set(parts.map(({ code }) => code))];
  const period = groupBy.find(isPeriod) ?? null;
  const by = (dimension: Dimension) => groupBy.includes(dimension);
  const groups = [by('territory'), period, by('category')];
  return {
    request,
    wanted,
    codes,
    categories,
    values: [...partColumns(parts), codes, from, to, categories ?? null, knownOn ?? null, ...groups],
  };
}

type TerritoryAsOf = Pick<FigureRequest, 'territoryAsOf' | 'today'>;

/** On which days the counters of a code count for a territory. */
function partsOf({ territoryAsOf, today }: TerritoryAsOf, { units, mergers }: WantedUnits): Part[] {
  if (territoryAsOf === 'event') return partsOnTheDay(units, mergers);
  return partsAsOf(units, mergers, today);
}

/** The same by hromadas: an oblast and the country keep theirs, also after a merger with one of another oblast. */
export function placePartsOf(asOf: TerritoryAsOf, { units, mergers }: WantedUnits): Part[] {
  const [larger, others] = [
    units.flatMap((unit) => (unit.hromadaCodes === undefined ? [] : [{ ...unit, codes: unit.hromadaCodes }])),
    units.filter(({ hromadaCodes }) => hromadaCodes === undefined),
  ];
  return [...partsOf(asOf, { units: others, mergers }), ...partsOnTheDay(larger, [])];
}

function partColumns(parts: readonly Part[]): unknown[] {
  return [
    parts.map(({ territory }) => territory),
    parts.map(({ code }) => code),
    parts.map(({ first }) => first ?? '-infinity'),
    parts.map(({ last }) => last ?? 'infinity'),
  ];
}

function isPeriod(dimension: Dimension): dimension is (typeof PERIODS)[number] {
  return PERIODS.some((period) => period === dimension);
}

/**
 * The counters that are wanted: their codes, first and last day, categories, and day of knowledge are parameters, from this
 * number on. The array of codes makes the planner use the index.
 */
export function wantedFrom(first: number): string {
  return `
  territory_code = any($${first}::text[]) and day between $${first + 1}::date and least($${first + 2}::date, $${first + 4}::date)
  and ($${first + 3}::text[] is null or category = any($${first + 3}::text[]))`;
}

/** By the parameters of a scope. */
export const WANTED: string = wantedFrom(5);

/** On whose days they count. */
export const COUNTING = `
  join unnest($1::text[], $2::text[], $3::date[], $4::date[]) as part (territory, code, first_day, last_day)
    on code = territory_code and day between first_day and last_day`;

export const GROUPS = `
  case when $10::boolean then territory end as territory,
  case when $11::text is not null then date_trunc($11::text, day)::date::text end as period,
  case when $12::boolean then category end as category`;

export interface GroupRow {
  readonly territory: string | null;
  /** The first day. */
  readonly period: string | null;
  readonly category: Category | null;
}

export const CELL = 'territory_code, day, category';

/** Cells as known at the end of $9: without what became known later. */
export function knownCells(counts: readonly string[], { isRolled = false } = {}): string {
  const cells = isRolled
    ? `(${rolled(CELL_ROWS, ['category', ...counts])})`
    : `select ${CELL}, ${counts.join(', ')} from ${CELL_ROWS.daily} as daily where ${WANTED}`;
  return `(
    ${cells}
    union all
    select ${CELL}, ${counts.map((count) => `-${count}`).join(', ')}
    from ${REVISION_ROWS} as revision where ${WANTED} and known_on > $9::date
  ) as cell`;
}

type Keys = Pick<Figure, 'territoryCode' | 'from' | 'to' | 'category'>;

/** How the keys of a group are read; a part of the calendar is cut to the period of the request. */
export function keysReader({ from, to, groupBy }: FigureRequest): (row: GroupRow) => Keys {
  const part = groupBy.find(isPeriod);
  // Many groups are of the same part.
  const ranges = new Map<string, { readonly from: string; readonly to: string }>();
  const rangeOf = (first: string) => {
    const known = ranges.get(first);
    if (known !== undefined || part === undefined) return known;
    const last = lastDayOf(part, first);
    const range = { from: first < from ? from : first, to: last > to ? to : last };
    ranges.set(first, range);
    return range;
  };
  return ({ territory, period, category }) => ({
    ...(territory !== null && { territoryCode: territory }),
    ...(period !== null && rangeOf(period)),
    ...(category !== null && { category }),
  });
}
