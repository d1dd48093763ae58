import type { EntityManager } from '@safe-community/database';
import { kyivDay } from '../calendar/module.ts';
import { sumCameras, type CameraSum } from '../cameras/module.ts';
import { COUNTRY } from '../incidents/module.ts';
import type { Figure, FigureRequest } from './figure.ts';
import type { Unit } from './gazetteer.adapter.ts';
import type { Measure } from './measure.ts';
import { partsOf, periodIn, type DayRange } from './size.ts';

interface Wanted {
  readonly request: FigureRequest;
  readonly units: readonly Unit[];
}

/** Figures of body cameras, for the country and oblasts. Days in the future have none. */
export async function readCameras(
  tx: EntityManager,
  { request, units }: Wanted,
  measures: readonly Measure[],
): Promise<Figure[]> {
  const { from, to, groupBy, today = kyivDay(new Date()) } = request;
  const period = periodIn(groupBy);
  const ranges = period === undefined ? [{ from, to }] : partsOf(period, from, to);
  const past = ranges.filter((range) => range.from <= today);
  const byTerritory = groupBy.includes('territory');
  const found: Figure[] = [];
  for (const measure of measures) {
    if (measure.source.kind !== 'cameras' || past.length === 0) continue;
    const sums = await sumCameras(tx, measure.source.count, past);
    const byRange = Map.groupBy(sums, (sum) => sum.from);
    for (const range of past) {
      const own = byRange.get(range.from) ?? [];
      const keys: Partial<Figure> = period === undefined ? {} : (range satisfies DayRange);
      const groups = byTerritory ? units.map((unit) => [unit]) : [units];
      for (const group of groups) {
        const [territoryCode] = byTerritory ? group.map(({ territory }) => territory) : [];
        const figure = figureOf(
          measure,
          own.filter(({ oblastCode }) => group.some((unit) => holds(unit, oblastCode))),
        );
        if (figure !== undefined)
          found.push({ ...keys, ...(territoryCode !== undefined && { territoryCode }), ...figure });
      }
    }
  }
  return found;
}

function holds({ territory }: Unit, oblastCode: string): boolean {
  return territory === COUNTRY || territory === oblastCode;
}

/** Counts add up; a share is of real data where there is some. */
function figureOf({ name: measure, kind }: Measure, sums: readonly CameraSum[]): Figure | undefined {
  const [real, invented] = [
    sums.filter(({ demonstration }) => !demonstration),
    sums.filter((sum) => sum.demonstration),
  ];
  if (kind === 'count') {
    const [value, demonstration] = [wholeOf(sums), wholeOf(invented)];
    return value > 0 ? { measure, value, demonstration } : undefined;
  }
  const isReal = wholeOf(real) > 0;
  const shown = isReal ? real : invented;
  const base = wholeOf(shown);
  if (base === 0) return undefined;
  const value = (100 * shown.reduce((sum, { part }) => sum + part, 0)) / base;
  return { measure, value, demonstration: isReal ? 0 : value, base };
}

function wholeOf(sums: readonly CameraSum[]): number {
  return sums.reduce((sum, { whole }) => sum + whole, 0);
}
