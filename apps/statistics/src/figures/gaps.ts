import type { Day } from '@safe-community/domain-kit';
import { DETAILS, smallerIn, type Dimension, type Figure } from './figure.ts';
import { partsOf, periodIn } from './size.ts';

interface Lifetime {
  readonly territory: string;
  /** Since when it is part of another one. */
  readonly mergedOn: Day | undefined;
}

export interface GapQuery {
  /** Names of measures that are counts. */
  readonly counts: readonly string[];
  readonly groupBy: readonly Dimension[];
  readonly from: Day;
  readonly to: Day;
  readonly territories: readonly Lifetime[];
  /** Whether nothing is missing of a figure, so that it is 0. */
  readonly isWhole: (figure: Figure) => boolean;
}

/** The figures, and a 0 for each count of a territory and time that has none although all of it is reported. */
export function fillGaps(figures: readonly Figure[], query: GapQuery): Figure[] {
  const { counts, groupBy, territories, isWhole } = query;
  const period = periodIn(groupBy);
  const ranges = period === undefined ? [undefined] : partsOf(period, query.from, query.to);
  // A smaller place lies in one territory, which the group names.
  const isByTerritory = groupBy.includes('territory') && smallerIn(groupBy) === undefined;
  const places = isByTerritory ? territories : [undefined];
  const filled: Figure[] = [...figures];
  for (const [measure, own] of groupsOf(figures, counts)) {
    const taken = new Set(own.map(keyOf));
    const groups = distinct(own, groupBy);
    for (const range of ranges) {
      for (const place of places) {
        if (place?.mergedOn !== undefined && place.mergedOn <= (range ?? query).from) continue;
        for (const group of groups) {
          const zero = { ...group, ...range, ...(place && { territoryCode: place.territory }), measure };
          const figure: Figure = { ...zero, value: 0 };
          if (!taken.has(keyOf(figure)) && isWhole(figure)) filled.push(figure);
        }
      }
    }
  }
  return filled;
}

function groupsOf(figures: readonly Figure[], counts: readonly string[]): (readonly [string, readonly Figure[]])[] {
  const byMeasure = Map.groupBy(figures, ({ measure }) => measure);
  return counts.map((measure) => [measure, byMeasure.get(measure) ?? []]);
}

/** What else the figures are grouped by, in each combination that occurs. */
function distinct(figures: readonly Figure[], groupBy: readonly Dimension[]): Partial<Figure>[] {
  if (!OTHERS.some((dimension) => groupBy.includes(dimension))) return [{}];
  const kept = KEYS.filter((key) => key !== 'territoryCode' || smallerIn(groupBy) !== undefined);
  const groups = figures.map((figure): Partial<Figure> => {
    const present = kept.filter((key) => figure[key] !== undefined);
    return Object.fromEntries(present.map((key) => [key, figure[key]]));
  });
  return [...new Map(groups.map((group) => [keyOf(group), group])).values()];
}

const KEYS = [
  'territoryCode',
  'category',
  'channel',
  'settlementCode',
  'starostaDistrictCode',
  'beatId',
  'attribute',
] as const satisfies (keyof Figure)[];
const OTHERS = ['category', 'channel', ...DETAILS] as const;

function keyOf(figure: Partial<Figure>): string {
  const { territoryCode, from, category, channel, settlementCode, starostaDistrictCode, beatId, attribute } = figure;
  const detail = [settlementCode, starostaDistrictCode, beatId, attribute?.name, attribute?.value];
  return [territoryCode, from, category, channel, ...detail].join(' ');
}
