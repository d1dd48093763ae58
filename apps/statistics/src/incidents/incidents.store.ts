import {
  defineMigration,
  prepared,
  rows,
  type Database,
  type EntityManager,
  type Rights,
  type Step,
} from '@safe-community/database';
import { PARTS_OF_TERRITORIES } from '../territory/module.ts';
import { CATEGORIES, isSensitive, type Category } from './category.ts';
import type { FigureCell, FiguresQuery } from './figures-query.ts';
import type { CategoryGrowth, CountGrowth } from './incident-count.ts';
import type { BucketCount } from './response-time.ts';

const COUNT_COLUMNS = `
  incidents bigint not null check (incidents >= 0),
  killed bigint not null check (killed >= 0),
  injured bigint not null check (injured >= 0),
  defenders_killed bigint not null check (defenders_killed >= 0),
  defenders_injured bigint not null check (defenders_injured >= 0)`;

export const INCIDENT_TABLES: readonly string[] = [
  // By the country, each oblast and each hromada. The key begins with what every query names.
  // Free space in the pages keeps the updates of today's cells off the index.
  `create table incident_count (
     territory_code text not null,
     day date not null,
     category text not null,
     demonstration boolean not null,
     ${COUNT_COLUMNS},
     primary key (territory_code, day, category, demonstration)
   ) with (fillfactor = 70)`,
  // The whole country and all time, for the scorecard.
  `create table category_count (
     category text not null,
     demonstration boolean not null,
     ${COUNT_COLUMNS},
     primary key (category, demonstration)
   ) with (fillfactor = 20)`,
  `create table response_count (
     category text not null,
     bucket smallint not null,
     responses bigint not null check (responses >= 0),
     primary key (category, bucket)
   ) with (fillfactor = 50)`,
];

const COUNTS = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];

// A released migration is never edited: the next change is another entry.
// In a batch an incident may be withdrawn before it is counted: events of one kind are applied together.
export const INCIDENT_MIGRATIONS = [
  defineMigration('2026-11-24-counts-shrink', ['incident_count', 'category_count'].map(withoutBounds)),
  defineMigration('2026-11-24-responses-shrink', [
    'alter table response_count drop constraint response_count_responses_check',
  ]),
];

function withoutBounds(table: string): string {
  // Not COUNTS, which may change.
  const counts = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];
  return `alter table ${table} ${counts.map((count) => `drop constraint ${table}_${count}_check`).join(', ')}`;
}

/** A few cases in a small place identify people; only the service itself knows what it may show of them. */
const NOT_SENSITIVE = `category in (${CATEGORIES.filter((category) => !isSensitive(category))
  .map((category) => `'${category}'`)
  .join(', ')})`;

export const INCIDENT_RIGHTS: Rights = {
  incident_count: {
    insert: true,
    update: COUNTS,
    delete: true,
    reader: { columns: ['territory_code', 'day', 'category', 'demonstration', ...COUNTS], rows: NOT_SENSITIVE },
  },
  category_count: {
    insert: true,
    update: COUNTS,
    delete: true,
    reader: { columns: ['category', 'demonstration', ...COUNTS], rows: NOT_SENSITIVE },
  },
  response_count: {
    insert: true,
    update: ['responses'],
    delete: true,
    reader: { columns: ['category', 'bucket', 'responses'], rows: NOT_SENSITIVE },
  },
};

/** One statement for all counters. */
export function addIncidents({ cells, categories }: CountGrowth): Step {
  const places = [cells.map(({ territoryCode }) => territoryCode), cells.map(({ day }) => day)];
  return { statement: GROW, values: [...growthColumns(categories), ...places, ...growthColumns(cells)] };
}

function growthColumns(counters: readonly CategoryGrowth[]): unknown[] {
  return [
    counters.map(({ category }) => category),
    counters.map(({ demonstration }) => demonstration),
    counters.map(({ growth }) => growth.incidents),
    counters.map(({ growth }) => growth.killed),
    counters.map(({ growth }) => growth.injured),
    counters.map(({ growth }) => growth.defendersKilled),
    counters.map(({ growth }) => growth.defendersInjured),
  ];
}

function growing(table: string): string {
  return COUNTS.map((count) => `${count} = ${table}.${count} + excluded.${count}`).join(', ');
}

const GROW = prepared(`
  with whole_country as (
    insert into category_count (category, demonstration, ${COUNTS.join(', ')})
    select * from unnest($1::text[], $2::boolean[],
                         $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
    on conflict (category, demonstration) do update set ${growing('category_count')}
  )
  insert into incident_count (territory_code, day, category, demonstration, ${COUNTS.join(', ')})
  select * from unnest($8::text[], $9::date[], $10::text[], $11::boolean[],
                       $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[], $16::bigint[])
  on conflict (territory_code, day, category, demonstration) do update set ${growing('incident_count')}`);

/** Nothing for no responses. */
export function addResponses(growth: readonly BucketCount[]): Step[] {
  if (growth.length === 0) return [];
  const values = [
    growth.map(({ category }) => category),
    growth.map(({ bucket }) => bucket),
    growth.map(({ responses }) => responses),
  ];
  return [{ statement: GROW_RESPONSES, values }];
}

const GROW_RESPONSES = prepared(`
  insert into response_count (category, bucket, responses)
  select * from unnest($1::text[], $2::smallint[], $3::bigint[])
  on conflict (category, bucket) do update set responses = response_count.responses + excluded.responses`);

/** Rows are deleted rather than truncated, so that readers see them until the rebuild commits. */
export async function forgetIncidents(tx: EntityManager): Promise<void> {
  for (const table of ['incident_count', 'category_count', 'response_count']) await rows(tx, `delete from ${table}`);
}

/** Cells with incidents, in no particular order; by day if the query says so. */
export async function findCells(database: Database, query: FiguresQuery): Promise<FigureCell[]> {
  const { territoryCode, from, to, category, byDay } = query;
  const values = [[territoryCode], from, to, category ?? null];
  return (await rows<CellRow>(database.em.fork(), byDay ? CELLS_BY_DAY : CELLS, values)).map(toCell);
}

/** The incidents of a hromada. */
export interface HromadaLoad {
  readonly hromadaCode: string;
  readonly incidents: number;
  /** How many of them are invented. */
  readonly demonstration: number;
}

/** Those of these hromadas that have incidents, the most burdened first. No hromada has a counter of a sensitive category. */
export async function listLoad(
  database: Database,
  hromadaCodes: readonly string[],
  { from, to }: Pick<FiguresQuery, 'from' | 'to'>,
): Promise<HromadaLoad[]> {
  const found = await rows<LoadRow>(database.em.fork(), LOAD, [hromadaCodes, from, to]);
  return found.map(({ territory_code, incidents, demonstration }) => ({
    hromadaCode: territory_code,
    incidents: Number(incidents),
    demonstration: Number(demonstration),
  }));
}

interface LoadRow {
  readonly territory_code: string;
  readonly incidents: string;
  readonly demonstration: string;
}

/**
 * The counters of the territories in $1 on the days from $2 to $3, each with its successor from the merger on. The array
 * makes the planner use the index, whose size it cannot estimate for a recursive query.
 */
const COUNTED = `
  incident_count join part on code = territory_code and day between part.first and part.last
  where territory_code = any (array(select code from part)) and day between $2 and $3`;

const LOAD = `
  with ${PARTS_OF_TERRITORIES}
  select territory as territory_code, sum(incidents) as incidents,
    coalesce(sum(incidents) filter (where demonstration), 0) as demonstration
  from ${COUNTED}
  group by territory having sum(incidents) > 0
  order by incidents desc, territory`;

const MATCHING = `
  sum(incidents) as incidents, sum(killed) as killed, sum(injured) as injured,
  sum(defenders_killed) as defenders_killed, sum(defenders_injured) as defenders_injured,
  coalesce(sum(incidents) filter (where demonstration), 0) as demonstration
  from ${COUNTED} and ($4::text is null or category = $4)`;

// A cell whose incidents were all withdrawn looks as if nothing had ever been counted there.
const CELLS = prepared(`
  with ${PARTS_OF_TERRITORIES}
  select category, null as day, ${MATCHING} group by category having sum(incidents) > 0`);
const CELLS_BY_DAY = prepared(`
  with ${PARTS_OF_TERRITORIES}
  select category, day::text as day, ${MATCHING} group by category, day having sum(incidents) > 0`);

interface CellRow {
  readonly category: Category;
  readonly day: string | null;
  readonly incidents: string;
  readonly killed: string;
  readonly injured: string;
  readonly defenders_killed: string;
  readonly defenders_injured: string;
  readonly demonstration: string;
}

function toCell(row: CellRow): FigureCell {
  return {
    category: row.category,
    day: row.day ?? undefined,
    incidents: Number(row.incidents),
    killed: Number(row.killed),
    injured: Number(row.injured),
    defendersKilled: Number(row.defenders_killed),
    defendersInjured: Number(row.defenders_injured),
    demonstration: Number(row.demonstration),
  };
}
