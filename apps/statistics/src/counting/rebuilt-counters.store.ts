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

/** Rows that are compared at a time. */
const PAGE = 5_000;

/**
 * Compares tables before and after a rebuild, page by page: of each measure, how many cells differ, and by how much all
 * of them together. A row of zeros is the same as none. Sensitive counters have no place here: a difference is a figure.
 *
 * @returns what a subscription calls: with what others still see, and with what the rebuild has counted.
 */
export function comparing(tables: readonly CounterTable[], pageSize = PAGE) {
  const statements = tables.map((table) => ({ table: table.name, ...statementsOf(table) }));
  return async (former: EntityManager, rebuilt: EntityManager): Promise<CounterChange[]> => {
    const changes = new Map<string, CounterChange>();
    for (const { table, page, compare } of statements) {
      let after: string | null = null;
      for (;;) {
        const cells: readonly { cell: string }[] = await rows(former, page, [after, pageSize]);
        const last: string | null = cells.length < pageSize ? null : (cells.at(-1)?.cell ?? null);
        const found = await rows<Omit<CounterChange, 'table'>>(rebuilt, compare, [
          `[${cells.map(({ cell }) => cell).join(',')}]`,
          after,
          last,
        ]);
        for (const { measure, cells: differing, sum } of found) {
          const known = changes.get(`${table} ${measure}`) ?? { table, measure, cells: 0, sum: 0 };
          changes.set(`${table} ${measure}`, { ...known, cells: known.cells + differing, sum: known.sum + sum });
        }
        if (last === null) break;
        after = last;
      }
    }
    return [...changes.values()];
  };
}

function statementsOf({ name, keys, counts, measure, added = 'true' }: CounterTable) {
  const key = keys.join(', ');
  const columns = [...keys, ...counts].join(', ');
  const keyIn = (parameter: string) => `(select ${key} from jsonb_populate_record(null::${name}, ${parameter}::jsonb))`;
  const isAfter = (parameter: string) => `(${parameter}::jsonb is null or (${key}) > ${keyIn(parameter)})`;
  const values = counts.map((count) => {
    const word = measure ?? `'${count}'`;
    return `(${word}::text, coalesce(former.${count}, 0)::float8, coalesce(rebuilt.${count}, 0)::float8)`;
  });
  return {
    page: `
      select to_jsonb(cell)::text as cell from (
        select ${columns} from ${name} where ${isAfter('$1')} order by ${key} limit $2) as cell`,
    compare: `
      with former as (select ${columns} from jsonb_populate_recordset(null::${name}, $1::jsonb)),
      rebuilt as (
        select ${columns} from ${name}
        where ${isAfter('$2')} and ($3::jsonb is null or (${key}) <= ${keyIn('$3')}))
      select measure_of as measure, count(*)::int as cells,
        coalesce(sum(now - before) filter (where ${added}), 0)::float8 as sum
      from former full join rebuilt using (${key})
      cross join lateral (values ${values.join(', ')}) as each (measure_of, before, now)
      where before <> now group by measure_of order by measure_of`,
  };
}
