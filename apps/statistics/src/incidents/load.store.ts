import { prepared, rows, type Database } from '@safe-community/database';
import { PARTS_OF_TERRITORIES } from '../territory/module.ts';
import type { Day } from '../calendar/module.ts';
import { NOT_SENSITIVE } from './counters.store.ts';

/** The incidents of a hromada. */
export interface HromadaLoad {
  readonly hromadaCode: string;
  readonly incidents: number;
  /** How many of them are invented. */
  readonly demonstration: number;
}

/**
 * Those of these hromadas that have incidents, the most burdened by real ones first: invented ones order only those that
 * have as many real ones. Sensitive categories are left out.
 */
export async function listLoad(
  database: Database,
  hromadaCodes: readonly string[],
  { from, to }: { readonly from: Day; readonly to: Day },
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
  where territory_code = any (array(select code from part)) and day between $2 and $3 and ${NOT_SENSITIVE}`;

const LOAD = prepared(`
  with ${PARTS_OF_TERRITORIES}
  select territory as territory_code, sum(incidents) as incidents,
    coalesce(sum(incidents) filter (where demonstration), 0) as demonstration
  from ${COUNTED}
  group by territory having sum(incidents) > 0
  order by coalesce(sum(incidents) filter (where not demonstration), 0) desc, incidents desc, territory`);
