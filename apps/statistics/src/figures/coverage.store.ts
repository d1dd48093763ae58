import type { EntityManager } from '@safe-community/database';
import { readReporting } from '../sources/module.ts';
import { LEVELS } from '../territory/module.ts';
import type { FigureRequest } from './figure.ts';
import { figureCoverage, type FigureCoverage } from './figure-coverage.ts';
import type { Measure } from './measure.ts';
import { categoriesOffered, reachNeeded } from './offered.ts';
import { placePartsOf, type WantedUnits } from './scope.store.ts';

/** Before the figures: what is declared meanwhile may not make whole what was not counted yet. Undefined if none is of incidents. */
export async function readCoverage(
  tx: EntityManager,
  request: FigureRequest,
  wanted: WantedUnits,
  measures: readonly Measure[],
): Promise<FigureCoverage | undefined> {
  if (measures.every(({ matter }) => matter === undefined)) return undefined;
  const reporting = await readReporting(tx, request);
  const { from, to, category, groupBy } = request;
  const levels = new Map(wanted.units.map(({ territory, level }) => [territory, level]));
  const lowest = LEVELS.findLast((level) => wanted.units.some((unit) => unit.level === level)) ?? 'country';
  return figureCoverage({
    reporting,
    measures,
    parts: placePartsOf(request, wanted),
    from,
    to,
    category,
    offered: (measure, territory = '') =>
      categoriesOffered(measure, reachNeeded(levels.get(territory) ?? lowest, groupBy)),
  });
}
