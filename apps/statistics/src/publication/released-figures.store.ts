import { rows, type EntityManager } from '@safe-community/database';
import { addDays, type Day } from '@safe-community/domain-kit';
import { endOf, type Period } from './period.ts';
import { valuesOf, type Series } from './release.store.ts';
import { COUNTRY } from './release.ts';
import { periodsBetween, type CellKey, type ReleasedFigure } from './released-figure.ts';

interface Wanted {
  readonly period: Period;
  readonly cells: readonly CellKey[];
  /** As released by the end of this day. */
  readonly knownOn: Day;
}

/** Released figures, by code and first day. */
export async function readReleased(
  em: EntityManager,
  series: Series,
  { period, cells, knownOn }: Wanted,
): Promise<Map<string, ReleasedFigure>> {
  const columns = [cells.map(({ territoryCode }) => territoryCode), cells.map(({ start }) => start)];
  const found = await rows<Omit<ReleasedFigure, 'revisedOn'> & { revisedOn: Day | null }>(em, RELEASED, [
    ...valuesOf(series),
    period,
    knownOn,
    ...columns,
  ]);
  return new Map(
    found.map(({ revisedOn, ...figure }) => [
      `${figure.territoryCode} ${figure.start}`,
      { ...figure, revisedOn: revisedOn ?? undefined },
    ]),
  );
}

/** A whole month, by its first and last day. */
export interface ReleasedMonth {
  readonly from: Day;
  readonly to: Day;
  /** Undefined: not released, or hidden. */
  readonly value: number | undefined;
}

/** The months that lie within some days, in order. */
export async function readReleasedMonths(
  em: EntityManager,
  series: Series,
  { territoryCode, from, to, knownOn }: { readonly territoryCode: string } & Record<'from' | 'to' | 'knownOn', Day>,
): Promise<ReleasedMonth[]> {
  const months = periodsBetween('month', from, to, Number.POSITIVE_INFINITY)
    .map((start) => ({ from: start, to: addDays(endOf({ period: 'month', start }), -1) }))
    .filter((month) => month.to <= to);
  const cells = months.map((month) => ({ territoryCode, start: month.from }));
  const found = await readReleased(em, series, { period: 'month', cells, knownOn });
  return months.map((month) => ({ ...month, value: found.get(`${territoryCode} ${month.from}`)?.value }));
}

const RELEASED = `
  select territory_code as "territoryCode", period_start::text as start, sum(value)::float8 as value,
    (min(released_on) filter (where revision = 0))::text as "releasedOn",
    (max(released_on) filter (where revision > 0))::text as "revisedOn"
  from released_figure join unnest($6::text[], $7::date[]) as wanted (code, day)
    on code = territory_code and day = period_start
  where category = $1 and measure = $2 and demonstration = $3 and period = $4 and released_on <= $5::date
  group by territory_code, period_start`;

/**
 * SQL for the incidents of the country over all time, by category and kind of data: what the released months add up to.
 * Everybody can add them up.
 */
export const RELEASED_TOTALS = `
  select category, demonstration, sum(value)::float8 as incidents from released_figure
  where measure = 'incidents' and territory_code = '${COUNTRY}' and period = 'month' group by category, demonstration`;
