import { rows, type EntityManager } from '@safe-community/database';
import { addDays, type Day } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
import { endOf, periodsBetween, type Period } from './period.ts';
import { levelOfKnown } from './place-level.store.ts';
import { TABLES, type Level } from './release.ts';
import type { SensitiveMeasure } from './sensitive-measure.ts';

/** What is released of a category. */
interface Series {
  readonly category: Category;
  readonly measure: SensitiveMeasure;
}

/** A cell of an answer. */
export interface CellKey {
  readonly territoryCode: string;
  readonly start: Day;
}

/** A figure as released by a day. */
export interface ReleasedFigure {
  /** Undefined if it is too small. */
  readonly value: number | undefined;
  readonly releasedOn: Day;
  readonly revisedOn: Day | undefined;
}

interface Wanted {
  readonly level: Level;
  readonly period: Period;
  readonly cells: readonly CellKey[];
  /** As released by the end of this day. */
  readonly knownOn: Day;
}

/** The figures of cells in their order; undefined where the period is not released. */
export async function readReleased(
  em: EntityManager,
  { category, measure }: Series,
  { level, period, cells, knownOn }: Wanted,
): Promise<(ReleasedFigure | undefined)[]> {
  const [codes, starts] = [cells.map(({ territoryCode }) => territoryCode), cells.map(({ start }) => start)];
  const values = [category, measure, level, period, knownOn, codes, starts];
  const found = await rows<{ value: number | null; releasedOn: Day | null; revisedOn: Day | null }>(
    em,
    RELEASED,
    values,
  );
  return found.map(({ value, releasedOn, revisedOn }) =>
    releasedOn === null ? undefined : { value: value ?? undefined, releasedOn, revisedOn: revisedOn ?? undefined },
  );
}

const RELEASED = `
  select figure.value::float8 as value, first.released_on::text as "releasedOn",
    case when figure.revision > 0 then figure.released_on::text end as "revisedOn"
  from unnest($6::text[], $7::date[]) with ordinality as wanted (code, start, place)
    left join released_period as first on first.category = $1 and first.level = $3 and first.period = $4
      and first.period_start = start and first.revision = 0 and first.released_on <= $5::date
    left join lateral (
      select value, revision, released_on from released_figure
      where category = $1 and measure = $2 and period = $4 and territory_code = code and period_start = start
        and released_on <= $5::date
      order by revision desc limit 1
    ) as figure on true
  order by place`;

/** A whole period, by its first and last day. */
export interface ReleasedPeriod {
  readonly from: Day;
  readonly to: Day;
  /** Rounded. Undefined: not released, or too small. */
  readonly value: number | undefined;
}

/** The shortest periods that are released of a place and lie within some days, in order. */
export async function readReleasedPeriods(
  em: EntityManager,
  series: Series,
  { territoryCode, from, to, knownOn }: { readonly territoryCode: string } & Record<'from' | 'to' | 'knownOn', Day>,
): Promise<ReleasedPeriod[]> {
  const level = levelOfKnown(territoryCode);
  const [period] = TABLES[level];
  if (period === undefined) return [];
  const starts = periodsBetween(period, from, to, Number.POSITIVE_INFINITY).filter(
    (start) => addDays(endOf(period, start), -1) <= to,
  );
  const cells = starts.map((start) => ({ territoryCode, start }));
  const found = await readReleased(em, series, { level, period, cells, knownOn });
  return starts.map((start, index) => ({
    from: start,
    to: addDays(endOf(period, start), -1),
    value: found[index]?.value,
  }));
}
