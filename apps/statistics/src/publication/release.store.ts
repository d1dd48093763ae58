import { earlierTime, rows, type EntityManager, type Rights } from '@safe-community/database';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import { SENSITIVE_ROWS, type Category } from '../incidents/module.ts';
import type { Cell, MonthCount, Table } from './release.ts';
import { COUNTED_MEASURES, WHOLE_MEASURES } from './sensitive-measure.ts';

/** No event fills these tables: a rebuild keeps every release. */
export const RELEASE_TABLES: readonly string[] = [
  // What was released when; revision 0 is the first release.
  `create table released_period (
     category text not null,
     level text not null,
     period text not null,
     period_start date not null,
     revision int not null,
     released_on date not null,
     primary key (category, level, period, period_start, revision)
   )`,
  // Figures that a revision changed, with 0 those in which anything was counted. Who reads them must not learn which have no
  // value: the row says that there was a case.
  `create table released_figure (
     category text not null,
     measure text not null,
     territory_code text not null,
     period text not null,
     period_start date not null,
     revision int not null,
     released_on date not null,
     -- what everybody may see; null if it is too small
     value bigint,
     -- as exact as sensitive_count
     counted bigint not null check (counted >= 0),
     primary key (category, measure, period, territory_code, period_start, revision)
   )`,
];

export const RELEASE_RIGHTS: Rights = {
  released_period: {
    insert: true,
    reader: { columns: ['category', 'level', 'period', 'period_start', 'revision', 'released_on'] },
  },
  released_figure: {
    insert: true,
    reader: {
      columns: ['category', 'measure', 'territory_code', 'period', 'period_start', 'revision', 'released_on', 'value'],
      rows: 'value is not null',
    },
  },
};

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

/** What is counted now of a year. */
export async function readCounts(tx: EntityManager, category: Category, year: number): Promise<MonthCount[]> {
  return rows(tx, COUNTS, [category, ...daysOf(year), COUNTED_MEASURES]);
}

const COUNTS = `
  select measure, territory_code as "territoryCode", date_trunc('month', day)::date::text as month,
    sum(value)::float8 as value
  from ${SENSITIVE_ROWS} as counted
  where category = $1 and day between $2::date and $3::date and measure = any ($4::text[])
  group by measure, territory_code, 3 having sum(value) <> 0`;

/** A table as it was released, first or last. */
interface ReleasedTable extends Table {
  readonly revision: number;
  readonly releasedOn: Day;
}

/** Each table of a year that is released, in its last revision. */
export async function readReleasedTables(
  tx: EntityManager,
  category: Category,
  year: number,
): Promise<ReleasedTable[]> {
  return rows(tx, RELEASED_TABLES, [category, ...daysOf(year)]);
}

const RELEASED_TABLES = `
  select distinct on (level, period, period_start) level, period, period_start::text as start, revision,
    released_on::text as "releasedOn"
  from released_period where category = $1 and period_start between $2::date and $3::date
  order by level, period, period_start, revision desc`;

/** What was counted in the cells of a year when their figures were released. */
export async function readReleasedCells(tx: EntityManager, category: Category, year: number): Promise<Cell[]> {
  return rows(tx, RELEASED_CELLS, [category, ...daysOf(year)]);
}

const RELEASED_CELLS = `
  select distinct on (measure, territory_code, period, period_start) measure, territory_code as "territoryCode", period,
    period_start::text as start, counted::float8 as count
  from released_figure where category = $1 and period_start between $2::date and $3::date
  order by measure, territory_code, period, period_start, revision desc`;

/** What is released together. */
export interface Release {
  readonly category: Category;
  readonly revision: number;
  readonly releasedOn: Day;
}

export async function addTables(
  tx: EntityManager,
  { category, revision, releasedOn }: Release,
  tables: readonly Table[],
): Promise<void> {
  const columns = [
    tables.map(({ level }) => level),
    tables.map(({ period }) => period),
    tables.map(({ start }) => start),
  ];
  await rows(tx, ADD_TABLES, [category, revision, releasedOn, ...columns]);
}

const ADD_TABLES = `
  insert into released_period (category, level, period, period_start, revision, released_on)
  select $1, level, period, start, $2, $3::date
  from unnest($4::text[], $5::text[], $6::date[]) as released (level, period, start)`;

/** A cell with the value that everybody may see. */
export interface ReleasedCell extends Cell {
  readonly value: number | undefined;
}

export async function addFigures(
  tx: EntityManager,
  { category, revision, releasedOn }: Release,
  cells: readonly ReleasedCell[],
): Promise<void> {
  const columns = [
    cells.map(({ measure }) => measure),
    cells.map(({ territoryCode }) => territoryCode),
    cells.map(({ period }) => period),
    cells.map(({ start }) => start),
    cells.map(({ value }) => value ?? null),
    cells.map(({ count }) => count),
  ];
  await rows(tx, ADD_FIGURES, [category, revision, releasedOn, ...columns]);
}

const ADD_FIGURES = `
  insert into released_figure
    (category, measure, territory_code, period, period_start, revision, released_on, value, counted)
  select $1, measure, code, period, start, $2, $3::date, value, counted
  from unnest($4::text[], $5::text[], $6::text[], $7::date[], $8::bigint[], $9::bigint[])
    as cell (measure, code, period, start, value, counted)`;

function daysOf(year: number): [Day, Day] {
  return [`${year}-01-01`, `${year}-12-31`];
}
