import { rows, type Database } from '@safe-community/database';
import type { Category } from '../src/incidents/module.ts';

interface SensitiveQuery {
  readonly from: string;
  readonly to: string;
  /** As known at the end of this day; absent: as known now. */
  readonly knownOn?: string;
}

/** Sensitive incidents of a hromada on a day, or what happened to them. */
export interface SensitiveCell {
  readonly measure: string;
  readonly hromadaCode: string;
  readonly day: string;
  readonly category: Category;
  readonly value: number;
}

/** Exact counts of sensitive categories, which the service only publishes from. */
export function sensitiveCells(database: Database, { from, to, knownOn }: SensitiveQuery): Promise<SensitiveCell[]> {
  return rows<SensitiveCell>(
    database.em.fork(),
    `select measure, territory_code as "hromadaCode", day::text as day, category, sum(value)::float8 as value
     from sensitive_count
     where day between $1::date and $2::date and ($3::date is null or known_on <= $3::date)
     group by measure, territory_code, day, category having sum(value) <> 0
     order by measure, territory_code, day, category`,
    [from, to, knownOn ?? null],
  );
}
