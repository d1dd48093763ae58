import { rows, type Database } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { SENSITIVE_ROWS, type Category } from '../incidents/module.ts';
import type { Period } from './period.ts';
import type { Level } from './release.ts';
import { KIND_MEASURES, NOT_EXACT, OTHER_KIND } from './sensitive-measure.ts';

export interface ExactQuery {
  readonly category: Category;
  readonly period: Period;
  readonly from: Day;
  readonly to: Day;
  readonly territoryCode: string;
  readonly level: Level;
}

/** What was counted in a period, by its first day. */
interface ExactPeriod {
  readonly start: Day;
  readonly counts: readonly ExactCount[];
}

interface ExactCount {
  readonly measure: string;
  /** As text, as PostgreSQL returns 64-bit integers. */
  readonly value: string;
}

/** The periods in which something was counted, oldest first. */
export async function readExact(database: Database, exact: ExactQuery): Promise<ExactPeriod[]> {
  const { category, period, from, to, territoryCode, level } = exact;
  // All codes in an oblast begin like its own.
  const pattern = { country: '%', oblast: `${territoryCode.slice(0, 'UA05'.length)}%`, hromada: territoryCode }[level];
  const values = [category, from, to, pattern, period, NOT_EXACT, KIND_MEASURES, OTHER_KIND];
  const found = await rows<ExactCount & { readonly start: Day }>(database.em.fork(), EXACT, values);
  return [...Map.groupBy(found, ({ start }) => start)].map(([start, counts]) => ({ start, counts }));
}

// A withdrawal may be known before the report: then a sum is negative for a while. Of school cases, what remains is of no
// known kind.
const EXACT = `
  with counted as materialized (
    select date_trunc($5, day)::date::text as start, measure, value
    from ${SENSITIVE_ROWS} as stored
    where category = $1 and day between $2::date and $3::date and territory_code like $4 and measure <> all ($6::text[])
  ), rest as (
    select start, $8::text as measure, case when measure = 'incidents' then value else -value end as value
    from counted
    where $1 = 'school_safety' and (measure = 'incidents' or measure = any ($7::text[]))
  )
  select start, measure, sum(value)::text as value
  from (table counted union all table rest) as each
  group by start, measure having sum(value) > 0
  order by start, measure`;
