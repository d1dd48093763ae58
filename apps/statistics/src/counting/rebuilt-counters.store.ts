import { rows, type EntityManager } from '@safe-community/database';
import type { CounterChange } from '@safe-community/ledger';

/** A table of counters that a rebuild compares with what it was before. Its names are of the code, never of a request. */
export interface CounterTable {
  readonly name: string;
  /** The columns of its primary key. */
  readonly keys: readonly string[];
  readonly counts: readonly string[];
  /** The column of the key that says what a row counts. Absent: the columns of counts say it. */
  readonly measure?: string;
  /** Which rows are added up, in SQL, where others repeat them. Absent: all. */
  readonly added?: string;
}

/**
 * Compares tables with the copies that a rebuild has filled: of each measure, how many cells differ, and by how much all of
 * them together. A row of zeros is the same as none. Sensitive counters have no place here: a difference is a figure.
 *
 * @returns what a subscription calls.
 */
export function comparing(tables: readonly CounterTable[]) {
  const statements = tables.map((table) => ({ table: table.name, statement: comparisonOf(table) }));
  return async (em: EntityManager): Promise<CounterChange[]> => {
    const changes: CounterChange[] = [];
    for (const { table, statement } of statements) {
      const found = await rows<Omit<CounterChange, 'table'>>(em, statement);
      changes.push(...found.map((change) => ({ table, ...change })));
    }
    return changes;
  };
}

function comparisonOf({ name, keys, counts, measure, added = 'true' }: CounterTable): string {
  const values = counts.map((count) => {
    const word = measure ?? `'${count}'`;
    return `(${word}::text, coalesce(former.${count}, 0)::float8, coalesce(rebuilt.${count}, 0)::float8)`;
  });
  return `
    select measure_of as measure, count(*)::int as cells,
      coalesce(sum(now - before) filter (where ${added}), 0)::float8 as sum
    from public.${name} former full join pg_temp.${name} rebuilt using (${keys.join(', ')})
    cross join lateral (values ${values.join(', ')}) as each (measure_of, before, now)
    where former is distinct from rebuilt and before <> now
    group by measure_of order by measure_of`;
}
