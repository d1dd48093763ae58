import { prepared, rows, type Database } from '@safe-community/database';
import type { IncidentCounters } from '../../app/ports.ts';
import type { Category } from '../../domain/category.ts';
import type { FigureCell, FiguresQuery } from '../../domain/figures-query.ts';
import type { CategoryGrowth } from '../../domain/incident-count.ts';

/** Each effect is one statement over all counters that grow: what a run of events costs is its way to the database. */
export function incidentCounters(database: Database): IncidentCounters {
  return {
    async add(em, { cells, categories }) {
      await rows(em, GROW, [
        ...growthColumns(categories),
        cells.map(({ territoryCode }) => territoryCode),
        cells.map(({ day }) => day),
        ...growthColumns(cells),
      ]);
    },
    async addResponses(em, growth) {
      if (growth.length === 0) return;
      await rows(em, GROW_RESPONSES, [
        growth.map(({ category }) => category),
        growth.map(({ bucket }) => bucket),
        growth.map(({ responses }) => responses),
      ]);
    },
    async cells(query) {
      const found = await rows<CellRow>(database.em.fork(), query.byDay ? CELLS_BY_DAY : CELLS, valuesOf(query));
      return found.map(toCell);
    },
  };
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

const COUNTS = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];

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

const GROW_RESPONSES = prepared(`
  insert into response_count (category, bucket, responses)
  select * from unnest($1::text[], $2::smallint[], $3::bigint[])
  on conflict (category, bucket) do update set responses = response_count.responses + excluded.responses`);

const MATCHING = `
  sum(incidents) as incidents, sum(killed) as killed, sum(injured) as injured,
  sum(defenders_killed) as defenders_killed, sum(defenders_injured) as defenders_injured,
  coalesce(sum(incidents) filter (where demonstration), 0) as demonstration
  from incident_count
  where territory_code = $1 and day between $2 and $3 and ($4::text is null or category = $4)`;

// A cell whose incidents were all withdrawn is as if nothing had been counted there.
const CELLS = `select category, null as day, ${MATCHING} group by category having sum(incidents) > 0`;
const CELLS_BY_DAY = `
  select category, day::text as day, ${MATCHING} group by category, day having sum(incidents) > 0`;

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

function valuesOf({ territoryCode, from, to, category }: FiguresQuery): unknown[] {
  return [territoryCode, from, to, category ?? null];
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
