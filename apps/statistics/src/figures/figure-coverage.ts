import type { Day } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
import { coverageOf } from '../sources/coverage.ts';
import type { Covering, Reporting } from '../sources/module.ts';
import type { Part } from '../territory/module.ts';
import type { Figure } from './figure.ts';
import type { Measure } from './measure.ts';

/** What the coverage of the figures of a request follows from. */
interface Covered {
  readonly reporting: Reporting;
  readonly measures: readonly Measure[];
  /** Of all wanted territories, by hromadas. */
  readonly parts: readonly Part[];
  readonly from: Day;
  readonly to: Day;
  /** The only one that is wanted. */
  readonly category?: Category | undefined;
  /** The categories that figures of a measure consist of, in a territory or in all together. */
  readonly offered: (measure: Measure, territory: string | undefined) => readonly Category[];
}

/** Says of figures whether they are whole. */
export interface FigureCoverage {
  /** The figure with its coverage, if it is one of incidents. */
  readonly cover: (figure: Figure) => Figure;
  /** Whether sources report all of a figure, so that it is 0 without any incident. */
  readonly isWhole: (figure: Figure) => boolean;
}

export function figureCoverage({ reporting, measures, parts, from, to, category, offered }: Covered): FigureCoverage {
  const byName = new Map(measures.map((measure) => [measure.name, measure]));
  const byTerritory = Map.groupBy(parts, ({ territory }) => territory);
  const coverings = new Map<string, Covering>();
  const coveredOf = (figure: Figure) => {
    const measure = byName.get(figure.measure);
    if (measure?.matter === undefined) return undefined;
    const { matter, ofCategories = offered(measure, figure.territoryCode) } = measure;
    const only = figure.category ?? category;
    const categories = only === undefined ? ofCategories : [only];
    const key = [matter, categories.join(), figure.territoryCode].join(' ');
    const own = figure.territoryCode === undefined ? parts : (byTerritory.get(figure.territoryCode) ?? []);
    const covering = coverings.get(key) ?? reporting.covering({ matter, categories, parts: own });
    coverings.set(key, covering);
    return covering(figure.from ?? from, figure.to ?? to);
  };
  return {
    cover(figure) {
      const covered = coveredOf(figure);
      return covered === undefined ? figure : { ...figure, coverage: coverageOf(covered, figure.value > 0) };
    },
    isWhole: (figure) => coveredOf(figure)?.isWhole ?? true,
  };
}
