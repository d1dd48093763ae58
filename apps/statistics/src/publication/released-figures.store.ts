import { rows, type EntityManager } from '@safe-community/database';
import { addDays, inForce, type Day } from '@safe-community/domain-kit';
import { rulesOf } from './disclosure-rule.store.ts';
import { endOf, type Period } from './period.ts';
import { valuesOf, type Series } from './release.store.ts';
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

/** A whole month, or a longer period, by its first and last day. */
export interface ReleasedPeriod {
  readonly from: Day;
  readonly to: Day;
  /** Undefined: not released, or hidden. */
  readonly value: number | undefined;
}

/**
 * The periods that lie within some days, in order: months of incidents, and of what belongs to them the periods by which
 * it is released by the rule of the year in which the days begin.
 */
export async function readReleasedPeriods(
  em: EntityManager,
  series: Series,
  { territoryCode, from, to, knownOn }: { readonly territoryCode: string } & Record<'from' | 'to' | 'knownOn', Day>,
): Promise<ReleasedPeriod[]> {
  const rule = inForce(await rulesOf(em, series.category), from);
  const period = series.measure === 'incidents' ? 'month' : (rule?.levels.oblast.block ?? 'month');
  const periods = periodsBetween(period, from, to, Number.POSITIVE_INFINITY)
    .map((start) => ({ from: start, to: addDays(endOf({ period, start }), -1) }))
    .filter((each) => each.to <= to);
  const cells = periods.map((each) => ({ territoryCode, start: each.from }));
  const found = await readReleased(em, series, { period, cells, knownOn });
  return periods.map((each) => ({ ...each, value: found.get(`${territoryCode} ${each.from}`)?.value }));
}

const RELEASED = `
  select territory_code as "territoryCode", period_start::text as start, sum(value)::float8 as value,
    (min(released_on) filter (where revision = 0))::text as "releasedOn",
    (max(released_on) filter (where revision > 0))::text as "revisedOn"
  from released_figure join unnest($5::text[], $6::date[]) as wanted (code, day)
    on code = territory_code and day = period_start
  where category = $1 and measure = $2 and period = $3 and released_on <= $4::date
  group by territory_code, period_start`;
