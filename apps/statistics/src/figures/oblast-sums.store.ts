import type { EntityManager } from '@safe-community/database';
import { COUNTRY } from '@safe-community/territory';
import type { Day } from '../calendar/module.ts';
import { sumCameras, type CameraSum } from '../cameras/module.ts';
import { sumGuarantee } from '../guarantee/module.ts';
import { countStages } from '../officer-states/module.ts';
import type { Unit } from '../territory/module.ts';
import type { Figure, FigureRequest } from './figure.ts';
import type { Measure } from './measure.ts';
import { partsOf, periodIn, type DayRange } from './size.ts';

export interface Wanted {
  readonly request: FigureRequest;
  readonly wanted: { readonly units: readonly Unit[] };
}

/** Figures of cameras, officers, and promises, for the country and oblasts. Days in the future have none. */
export async function readOblastSums(
  tx: EntityManager,
  { request, wanted: { units } }: Wanted,
  measures: readonly Measure[],
): Promise<Figure[]> {
  const { groupBy, knownOn } = request;
  const { ranges: past, until, keysOf } = pastRanges(request);
  const byTerritory = groupBy.includes('territory');
  const found: Figure[] = [];
  for (const measure of measures) {
    const sums = past.length === 0 ? [] : await sumsOf(tx, measure, past, { until, knownOn });
    const byRange = Map.groupBy(sums, (sum) => sum.from);
    for (const range of past) {
      const own = byRange.get(range.from) ?? [];
      const groups = byTerritory ? units.map((unit) => [unit]) : [units];
      for (const group of groups) {
        const [territoryCode] = byTerritory ? group.map(({ territory }) => territory) : [];
        const figure = figureOf(
          measure,
          own.filter(({ oblastCode }) => group.some((unit) => holds(unit, oblastCode))),
        );
        if (figure !== undefined)
          found.push({ ...keysOf(range), ...(territoryCode !== undefined && { territoryCode }), ...figure });
      }
    }
  }
  return found;
}

/** The ranges of days of a request that have begun, until the last known day, and what a figure says of its range. */
export function pastRanges({ from, to, groupBy, knownOn, today }: FigureRequest) {
  // Of later days, nothing was known.
  const until = knownOn === undefined || knownOn > today ? today : knownOn;
  const period = periodIn(groupBy);
  const all = period === undefined ? [{ from, to }] : partsOf(period, from, to);
  return {
    ranges: all.filter((range) => range.from <= until),
    until,
    keysOf: (range: DayRange): Partial<Figure> => (period === undefined ? {} : range),
  };
}

/** The sums of each range of days. A state is that at the end of the last day, or of the last known one. */
async function sumsOf(
  tx: EntityManager,
  { source }: Measure,
  ranges: readonly DayRange[],
  { until, knownOn }: { readonly until: Day; readonly knownOn: Day | undefined },
): Promise<readonly CameraSum[]> {
  if (source.kind === 'cameras') return sumCameras(tx, source.count, ranges, knownOn);
  if (source.kind === 'guarantee') return sumGuarantee(tx, source.metric, ranges, knownOn);
  if (source.kind !== 'officers') return [];
  const lastOf = new Map(ranges.map(({ from, to }) => [from, to < until ? to : until]));
  const stage = { kind: source.officerKind, state: source.state };
  const counted = await countStages(tx, stage, [...new Set(lastOf.values())], knownOn);
  const byDay = Map.groupBy(counted, ({ day }) => day);
  return [...lastOf].flatMap(([from, day]) =>
    (byDay.get(day) ?? []).map((sum) => ({ ...sum, from, part: sum.officers, whole: sum.officers })),
  );
}

function holds({ territory }: Unit, oblastCode: string): boolean {
  return territory === COUNTRY || territory === oblastCode;
}

/** Counts add up. */
function figureOf({ name: measure, kind }: Measure, sums: readonly CameraSum[]): Figure | undefined {
  const whole = sums.reduce((sum, each) => sum + each.whole, 0);
  if (whole === 0) return undefined;
  if (kind !== 'share') return { measure, value: whole };
  const part = sums.reduce((sum, each) => sum + each.part, 0);
  return { measure, value: (100 * part) / whole, base: whole };
}
