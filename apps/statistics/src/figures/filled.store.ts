import type { EntityManager } from '@safe-community/database';
import type { Figure, FigureRequest } from './figure.ts';
import { readCoverage } from './coverage.store.ts';
import { readFiguresOf } from './figures.store.ts';
import { fillGaps } from './gaps.ts';
import { findMeasure } from './measures.ts';
import { categoriesOffered, isOfEnoughCases, reachNeeded } from './offered.ts';
import type { WantedUnits } from './scope.store.ts';

/** The figures of a request, and its counts of 0: where all of a figure is reported, and nothing was. */
export async function readFilledOf(tx: EntityManager, request: FigureRequest, wanted: WantedUnits): Promise<Figure[]> {
  const measures = request.measures.flatMap((name) => findMeasure(name) ?? []);
  const coverage = await readCoverage(tx, request, wanted, measures);
  const figures = (await readFiguresOf(tx, request, wanted)).filter(isOfEnoughCases);
  if (coverage === undefined) return figures;
  const { from, to, groupBy, territoryAsOf } = request;
  const { units, mergers } = wanted;
  const lastOf = new Map(mergers.map(({ code, effectiveDate }) => [code, effectiveDate]));
  const filled = fillGaps(figures, {
    counts: measures.filter(({ kind, matter }) => kind === 'count' && matter !== undefined).map(({ name }) => name),
    groupBy,
    from,
    to,
    territories: units.map(({ territory }) => ({
      territory,
      mergedOn: territoryAsOf === 'event' ? lastOf.get(territory) : undefined,
    })),
    isWhole: coverage.isWhole,
  });
  return filled
    .filter(isShownIn(request, wanted))
    .map((figure) => (figure.coverage === undefined ? coverage.cover(figure) : figure));
}

/** Of a category that is not published of a place there is no 0 either. */
function isShownIn({ groupBy }: FigureRequest, { units }: WantedUnits): (figure: Figure) => boolean {
  const levels = new Map(units.map(({ territory, level }) => [territory, level]));
  return ({ measure: name, category, territoryCode = '' }) => {
    const [measure, level] = [findMeasure(name), levels.get(territoryCode)];
    if (category === undefined || measure === undefined || level === undefined) return true;
    return categoriesOffered(measure, reachNeeded(level, groupBy)).includes(category);
  };
}
