import { PERIOD_ROWS, type CounterRows } from '../incidents/module.ts';

/**
 * The months and years (`used`) whose sums are kept and can be used, and the days between them (`open`), by the
 * parameters of a scope. A period in which a merger takes effect is read by its days, because its parts count for
 * different territories. One statement reads all, so that a rebuild is never half seen.
 */
const BLOCKS = `
  boundary as (
    select distinct edge from unnest($3::date[], $4::date[]) as part (first_day, last_day)
    cross join lateral (values (first_day), (last_day + 1)) as edges (edge) where isfinite(edge)
  ), whole as (
    select * from (
      select span, start, (start + ('1 ' || span)::interval)::date - 1 as last
      from ${PERIOD_ROWS} period where span = 'month' or $11::text is null or $11::text = 'year'
    ) as block
    where start >= $6::date and last <= least($7::date, $9::date)
      and not exists (select from boundary where edge > start and edge <= last)
  ), used as materialized (
    select * from whole where span = 'year'
    union all
    select * from whole where span = 'month' and not exists (
      select from whole as year where year.span = 'year' and whole.start between year.start and year.last)
  ), open as materialized (
    select greatest(month, $6::date) as first, least((month + interval '1 month')::date - 1, $7::date, $9::date) as last
    from (select each::date as month from generate_series(date_trunc('month', $6::date), $7::date, '1 month') as each) as all_months
    where not exists (select from used where month between used.start and used.last)
  )`;

const WANTED = `
  territory_code = any($5::text[]) and ($8::text[] is null or category = any($8::text[]))`;

// Says nothing new: without it the planner expects most days of a territory, and reads the whole table.
const NEAR = 'day between (select min(first) from open) and (select max(last) from open)';

/** Rows of days, and rows of months and years with the first day of these as `day`. */
export function rolled({ daily, rolled: sums }: CounterRows, columns: readonly string[], wanted = 'true'): string {
  const shown = columns.join(', ');
  return `
    with ${BLOCKS}
    select territory_code, day, ${shown} from open
    join ${daily} as daily on day between open.first and open.last and ${NEAR} and ${WANTED} and ${wanted}
    union all
    select territory_code, rolled.start as day, ${shown} from used
    join ${sums} as rolled on rolled.span = used.span and rolled.start = used.start and ${WANTED} and ${wanted}`;
}
