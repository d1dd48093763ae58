import { earlierTime, rows, type EntityManager, type Rights } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import { SENSITIVE_ROWS, type Category } from '../incidents/module.ts';
import type { Period } from './period.ts';
import type { ReleasedCell } from './release.ts';
import { COUNTED_MEASURES, WHOLE_MEASURES, type SensitiveMeasure } from './sensitive-measure.ts';

/** What is released of a category. */
export interface Series {
  readonly category: Category;
  readonly measure: SensitiveMeasure;
}

const SERIES = `
  category text not null,
  measure text not null`;

/** No event fills these tables: a rebuild keeps every release. */
export const RELEASE_TABLES: readonly string[] = [
  // Months whose figures are fixed for the first release.
  `create table released_month (
     category text not null,
     month date not null,
     fixed_on date not null,
     primary key (category, month)
   )`,
  // What releases were made from: as fixed first, and with all revisions. Sensitive, as exact as sensitive_count.
  `create table released_count (
     ${SERIES},
     territory_code text not null,
     day date not null,
     fixed bigint not null,
     included bigint not null,
     primary key (category, measure, day, territory_code)
   )`,
  // Revisions of complete years, from 1.
  `create table released_revision (
     ${SERIES},
     year int not null,
     revision int not null,
     released_on date not null,
     primary key (category, measure, year, revision)
   )`,
  // What everybody may see: values of the first release (revision 0), and what revisions add to them.
  `create table released_figure (
     ${SERIES},
     territory_code text not null,
     period text not null,
     period_start date not null,
     revision int not null,
     released_on date not null,
     value bigint not null,
     primary key (category, measure, period, territory_code, period_start, revision)
   )`,
];

export const RELEASE_RIGHTS: Rights = {
  released_month: { insert: true, reader: { columns: ['category', 'month', 'fixed_on'] } },
  released_count: { insert: true, update: ['included'] },
  released_revision: { insert: true },
  released_figure: {
    insert: true,
    reader: {
      columns: ['category', 'measure', 'territory_code', 'period', 'period_start', 'revision', 'released_on', 'value'],
    },
  },
};

/** A count as it is stored: the oblast follows from the code. */
export interface StoredCount {
  readonly territoryCode: string;
  readonly day: Day;
  readonly value: number;
}

/** The day by the clock of the service and by that of the database: a wrong clock must not release early. */
export async function releaseDay(em: EntityManager, now: Date): Promise<Day> {
  return kyivDay(await earlierTime(em, now));
}

/** The years in which something of the category was counted, with the day on which that was first known. */
export async function readCountedYears(
  tx: EntityManager,
  category: Category,
): Promise<{ readonly year: number; readonly knownOn: Day }[]> {
  return rows(tx, COUNTED_YEARS, [category, WHOLE_MEASURES]);
}

const COUNTED_YEARS = `
  select extract(year from day)::int as year, min(known_on)::text as "knownOn" from ${SENSITIVE_ROWS} as counted
  where category = $1 and measure = any ($2::text[]) group by 1 order by 1`;

export async function readFixedMonths(tx: EntityManager, category: Category): Promise<Map<Day, Day>> {
  const found = await rows<{ month: Day; fixed_on: Day }>(
    tx,
    'select month::text, fixed_on::text from released_month where category = $1',
    [category],
  );
  return new Map(found.map(({ month, fixed_on }) => [month, fixed_on]));
}

/** Fixes the counts of months that are not fixed yet. */
export async function fixMonths(
  tx: EntityManager,
  category: Category,
  months: readonly Day[],
  today: Day,
): Promise<void> {
  await rows(tx, 'insert into released_month select $1, month, $3::date from unnest($2::date[]) as m (month)', [
    category,
    months,
    today,
  ]);
  await rows(tx, FIX, [category, months, COUNTED_MEASURES]);
}

const FIX = `
  insert into released_count (category, measure, territory_code, day, fixed, included)
  select category, measure, territory_code, day, greatest(sum(value), 0), greatest(sum(value), 0)
  from ${SENSITIVE_ROWS} as counted
  where category = $1 and date_trunc('month', day)::date = any ($2::date[]) and measure = any ($3::text[])
  group by category, measure, territory_code, day`;

/** The series of a category of which something was fixed in a year, incidents first; kinds are released with them. */
export async function readSeries(tx: EntityManager, category: Category, year: number): Promise<Series[]> {
  return rows(tx, SERIES_OF_YEAR, [category, ...daysOf(year), WHOLE_MEASURES]);
}

const SERIES_OF_YEAR = `
  select category, measure from released_count
  where category = $1 and day between $2::date and $3::date and measure = any ($4::text[])
  group by category, measure
  order by measure <> 'incidents', measure`;

/** The counts of a year as they were fixed. */
export async function readFixed(tx: EntityManager, series: Series, year: number): Promise<StoredCount[]> {
  return rows(tx, FIXED, [...valuesOf(series), ...daysOf(year)]);
}

const FIXED = `
  select territory_code as "territoryCode", day::text as day, fixed::float8 as value from released_count
  where category = $1 and measure = $2 and day between $3::date and $4::date`;

/** What the releases of a year include, and what has changed since. */
export async function readChanges(
  tx: EntityManager,
  series: Series,
  year: number,
): Promise<{ included: StoredCount[]; changes: StoredCount[] }> {
  const found = await rows<{ territoryCode: string; day: Day; included: number; counted: number }>(tx, CHANGES, [
    ...valuesOf(series),
    ...daysOf(year),
  ]);
  return {
    included: found.map(({ territoryCode, day, included }) => ({ territoryCode, day, value: included })),
    changes: found
      .map(({ territoryCode, day, included, counted }) => ({ territoryCode, day, value: counted - included }))
      .filter(({ value }) => value !== 0),
  };
}

const CHANGES = `
  select territory_code as "territoryCode", day::text as day,
    coalesce(included, 0)::float8 as included, coalesce(counted, 0)::float8 as counted
  from (
    select territory_code, day, sum(value) as counted from ${SENSITIVE_ROWS} as counted
    where category = $1 and measure = $2 and day between $3::date and $4::date
    group by territory_code, day
  ) as now
  full join (
    select territory_code, day, included from released_count
    where category = $1 and measure = $2 and day between $3::date and $4::date
  ) as before using (territory_code, day)`;

/** The releases include the changes from now on. */
export async function includeChanges(
  tx: EntityManager,
  series: Series,
  changes: readonly StoredCount[],
): Promise<void> {
  const columns = [
    changes.map(({ territoryCode }) => territoryCode),
    changes.map(({ day }) => day),
    changes.map(({ value }) => value),
  ];
  await rows(tx, INCLUDE, [...valuesOf(series), ...columns]);
}

const INCLUDE = `
  insert into released_count (category, measure, territory_code, day, fixed, included)
  select $1, $2, code, day, 0, value from unnest($3::text[], $4::date[], $5::bigint[]) as change (code, day, value)
  on conflict (category, measure, day, territory_code)
    do update set included = released_count.included + excluded.included`;

/** The revisions of a series and year, with the day of the last one. */
export async function readRevision(
  tx: EntityManager,
  series: Series,
  year: number,
): Promise<{ last: number; releasedOn: Day | undefined }> {
  const [row] = await rows<{ last: number; releasedOn: Day | null }>(tx, LAST_REVISION, [...valuesOf(series), year]);
  return { last: row?.last ?? 0, releasedOn: row?.releasedOn ?? undefined };
}

const LAST_REVISION = `
  select coalesce(max(revision), 0) as last, max(released_on)::text as "releasedOn" from released_revision
  where category = $1 and measure = $2 and year = $3`;

export async function addRevision(
  tx: EntityManager,
  series: Series,
  year: number,
  { revision, releasedOn }: { readonly revision: number; readonly releasedOn: Day },
): Promise<void> {
  await rows(tx, 'insert into released_revision values ($1, $2, $3, $4, $5)', [
    ...valuesOf(series),
    year,
    revision,
    releasedOn,
  ]);
}

/** Adds the cells that have not been released with this revision. Resolves to their number. */
export async function addFigures(
  tx: EntityManager,
  series: Series,
  cells: readonly ReleasedCell[],
  { revision, releasedOn }: { readonly revision: number; readonly releasedOn: Day },
): Promise<number> {
  const columns = [
    cells.map(({ place }) => place.code),
    cells.map(({ at }) => at.period),
    cells.map(({ at }) => at.start),
    cells.map(({ value }) => value),
  ];
  const added = await rows(tx, ADD_FIGURES, [...valuesOf(series), revision, releasedOn, ...columns]);
  return added.length;
}

const ADD_FIGURES = `
  insert into released_figure
    (category, measure, revision, released_on, territory_code, period, period_start, value)
  select $1, $2, $3, $4::date, code, period, start, value
  from unnest($5::text[], $6::text[], $7::date[], $8::bigint[]) as cell (code, period, start, value)
  on conflict do nothing returning 1`;

/** Everything that is shown of a year, by code, period and first day. */
export async function readShown(tx: EntityManager, series: Series, year: number): Promise<Map<string, number>> {
  const found = await rows<{ code: string; period: Period; start: Day; value: number }>(tx, SHOWN, [
    ...valuesOf(series),
    ...daysOf(year),
  ]);
  return new Map(found.map(({ code, period, start, value }) => [`${code} ${period} ${start}`, value]));
}

const SHOWN = `
  select territory_code as code, period, period_start::text as start, sum(value)::float8 as value from released_figure
  where category = $1 and measure = $2 and period_start between $3::date and $4::date
  group by territory_code, period, period_start`;

export function valuesOf({ category, measure }: Series): unknown[] {
  return [category, measure];
}

function daysOf(year: number): [Day, Day] {
  return [`${year}-01-01`, `${year}-12-31`];
}
