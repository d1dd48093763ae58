import { prepared, rows, type Database } from '@safe-community/database';
import { PARTS_OF_TERRITORIES } from '../territory/module.ts';
import type { Category } from './category.ts';
import type { FigureCell, FiguresQuery } from './figures-query.ts';

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
