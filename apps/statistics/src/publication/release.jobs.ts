import type { EntityManager } from '@safe-community/database';
import { addDays, inForce, type Day } from '@safe-community/domain-kit';
import type { Job, Runtime } from '@safe-community/service-kit';
import { SENSITIVE_CATEGORIES, type Category } from '../incidents/module.ts';
import { lockReleases, rulesOf } from './disclosure-rule.store.ts';
import type { DisclosureRule } from './disclosure-rule.ts';
import { cellsOf, changedCells, dueTables, tablesOf, toKey, withOtherKind, type Cell, type Table } from './release.ts';
import {
  addFigures,
  addTables,
  readCountedYears,
  readCounts,
  readReleasedCells,
  readReleasedTables,
  releaseDay,
  type ReleasedCell,
} from './release.store.ts';
import { rounded, type Draw } from './rounding.ts';

/** Releases are due to the day. */
const EVERY_MS = 10 * 60_000;

/** Once a day, releases the figures of each sensitive category and year that are due: what was released stays. */
export function releaseJob({ database, clock }: Pick<Runtime, 'database' | 'clock'>, draw: Draw): Job {
  let doneOn: Day = '';
  return {
    name: 'release-sensitive-figures',
    everyMs: EVERY_MS,
    async run() {
      const today = await releaseDay(database.em.fork(), clock.now());
      if (doneOn === today) return 0;
      for (const category of SENSITIVE_CATEGORIES) {
        const released = await database.em.fork().transactional((tx) => releaseNext(tx, category, { today, draw }));
        if (released > 0) return released;
      }
      doneOn = today;
      return 0;
    },
  };
}

interface Releasing {
  readonly today: Day;
  readonly draw: Draw;
}

/**
 * Releases what is due of the earliest year for which something is due, and resolves to its number of tables. The result
 * depends on the counts alone, not on the order of their events or on earlier runs that were interrupted.
 */
export async function releaseNext(tx: EntityManager, category: Category, releasing: Releasing): Promise<number> {
  await lockReleases(tx, category);
  const rules = await rulesOf(tx, category);
  for (const { year, knownOn } of await readCountedYears(tx, category)) {
    const rule = inForce(rules, `${year}-01-01`);
    if (rule === undefined) continue;
    const released = await readReleasedTables(tx, category, year);
    const known = new Set(released.map(toKey));
    const due = dueTables(year, (table) => known.has(toKey(table)), { ...rule, ...releasing, knownOn });
    if (due.length > 0) {
      await addTables(tx, { category, revision: 0, releasedOn: releasing.today }, due);
      const cells = await countedNow(tx, category, year, due);
      await addFigures(tx, { category, revision: 0, releasedOn: releasing.today }, valued(cells, rule, releasing));
      return due.length;
    }
    const revised = await revise(tx, rule, { year, last: released, ...releasing });
    if (revised > 0) return revised;
  }
  return 0;
}

interface Revised extends Releasing {
  readonly year: number;
  readonly last: Awaited<ReturnType<typeof readReleasedTables>>;
}

/** All tables of a year are revised together. */
async function revise(tx: EntityManager, rule: DisclosureRule, { year, last, ...releasing }: Revised): Promise<number> {
  const { category, roundedTo, revisionDays } = rule;
  const ofYear = last.find(({ level, period }) => level === 'country' && period === 'year');
  if (ofYear === undefined || addDays(ofYear.releasedOn, revisionDays) > releasing.today) return 0;
  const release = { category, revision: ofYear.revision + 1, releasedOn: releasing.today };
  const tables = tablesOf(year);
  const now = await countedNow(tx, category, year, tables);
  const changed = changedCells(await readReleasedCells(tx, category, year), now, roundedTo);
  await addTables(tx, release, tables);
  await addFigures(tx, release, valued(changed, rule, releasing));
  return tables.length;
}

async function countedNow(
  tx: EntityManager,
  category: Category,
  year: number,
  tables: readonly Table[],
): Promise<Cell[]> {
  const counts = await readCounts(tx, category, year);
  return cellsOf(category === 'school_safety' ? withOtherKind(counts) : counts, tables);
}

function valued(cells: readonly Cell[], { category, roundedTo }: DisclosureRule, { draw }: Releasing): ReleasedCell[] {
  return cells.map((cell) => ({ ...cell, value: rounded({ ...cell, category }, roundedTo, draw) }));
}
