import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Part } from '../territory/module.ts';
import type { Day } from '../calendar/module.ts';
import { CATEGORIES, reaches } from './category.ts';

/** The incidents of a hromada. */
export interface HromadaLoad {
  readonly hromadaCode: string;
  readonly incidents: number;
}

/**
 * Those of these hromadas that have incidents, the most burdened first. Categories that are not published of hromadas are left out.
 */
export async function listLoad(
  tx: EntityManager,
  parts: readonly Part[],
  { from, to, knownOn }: { readonly from: Day; readonly to: Day; readonly knownOn?: Day | undefined },
): Promise<HromadaLoad[]> {
  const found = await rows<LoadRow>(tx, LOAD, [
    parts.map(({ territory }) => territory),
    parts.map(({ code }) => code),
    parts.map(({ first }) => first ?? '-infinity'),
    parts.map(({ last }) => last ?? 'infinity'),
    from,
    to,
    knownOn ?? null,
  ]);
  return found.map(({ territory, incidents }) => ({
    hromadaCode: territory,
    incidents: Number(incidents),
  }));
}

interface LoadRow {
  readonly territory: string;
  readonly incidents: string;
}

/** Of hromadas: with others, the difference to what is published would be theirs. */
const PUBLISHED = `category in (${CATEGORIES.filter((category) => reaches(category, 'incidents', 'hromada'))
  .map((category) => `'${category}'`)
  .join(', ')})`;

/** The array of codes makes the planner use the index. */
const WANTED = `
  territory_code = any($2::text[]) and day between $5::date and least($6::date, $7::date) and ${PUBLISHED}`;

// As known at the end of $7, or now: the counters without what became known later.
const LOAD = prepared(`
  with cell as (
    select territory_code, day, incidents from incident_count where ${WANTED}
    union all
    select territory_code, day, -incidents from incident_revision where ${WANTED} and known_on > $7::date
  )
  select territory, sum(incidents) as incidents
  from cell
  join unnest($1::text[], $2::text[], $3::date[], $4::date[]) as part (territory, code, first_day, last_day)
    on code = territory_code and day between first_day and last_day
  group by territory having sum(incidents) > 0
  order by incidents desc, territory`);
