import { rows, type Database } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { SENSITIVE_ROWS, type Category } from '../incidents/module.ts';
import type { Period } from './period.ts';
import type { Level } from './publication-set.ts';
import { EXACT_MEASURES, KIND_MEASURES, OTHER_KIND, type ExactMeasure } from './sensitive-measure.ts';

export interface ExactQuery {
  readonly category: Category;
  readonly period: Period;
  readonly from: Day;
  readonly to: Day;
  readonly territoryCode: string;
  readonly level: Level;
}

/** Numbers as texts. `start` is the first day of the period. */
export type ExactRow = { readonly start: Day } & Readonly<Record<ExactMeasure, string>>;

/** The periods in which something was counted, oldest first. */
export function readExact(database: Database, exact: ExactQuery): Promise<ExactRow[]> {
  const { category, period, from, to, territoryCode, level } = exact;
  // All codes in an oblast begin like its own.
  const pattern = { country: '%', oblast: `${territoryCode.slice(0, 'UA05'.length)}%`, hromada: territoryCode }[level];
  const values = [category, from, to, pattern, period, EXACT_MEASURES];
  return rows<ExactRow>(database.em.fork(), EXACT, values);
}

/** Of measures together. */
function sum(...measures: readonly ExactMeasure[]): string {
  return `coalesce(sum(value) filter (where measure in ('${measures.join("', '")}')), 0)`;
}

/** Of school cases, what remains is of no known kind. */
function countOf(measure: ExactMeasure): string {
  if (measure !== OTHER_KIND) return sum(measure);
  return `case when $1 = 'school_safety' then ${sum('incidents')} - ${sum(...KIND_MEASURES)} else 0 end`;
}

// A withdrawal may be known before the report: then a sum is negative for a while.
const EXACT = `
  select * from (
    select date_trunc($5, day)::date::text as start,
      ${EXACT_MEASURES.map((each) => `greatest(${countOf(each)}, 0) as ${each}`).join(', ')}
    from ${SENSITIVE_ROWS} as counted
    where category = $1 and day between $2::date and $3::date and territory_code like $4
      and measure = any ($6::text[])
    group by 1) as exact
  where greatest(${EXACT_MEASURES.join(', ')}) > 0 order by 1`;
