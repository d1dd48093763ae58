import { known, type FunnelLimits, type FunnelPoint } from './chart.ts';

export type FunnelPosition = 'farAbove' | 'above' | 'within' | 'below' | 'farBelow';

/** Where a rate lies by the limits of its population. Undefined without a rate or limits. */
export function positionOf(point: FunnelPoint, limits: readonly FunnelLimits[]): FunnelPosition | undefined {
  const [rate, at] = [known(point), limitsAt(point.population, limits)];
  if (rate === undefined || at === undefined) return undefined;
  if (rate > at.outerHigh) return 'farAbove';
  if (rate < at.outerLow) return 'farBelow';
  if (rate > at.innerHigh) return 'above';
  return rate < at.innerLow ? 'below' : 'within';
}

/** Interpolated between the given populations on a logarithmic scale. */
export function limitsAt(population: number, limits: readonly FunnelLimits[]): FunnelLimits | undefined {
  const sorted = limits.toSorted((a, b) => a.population - b.population);
  const after = sorted.find((each) => each.population >= population) ?? sorted.at(-1);
  const before = sorted.findLast((each) => each.population <= population) ?? sorted[0];
  if (after === undefined || before === undefined) return undefined;
  const width = Math.log(after.population) - Math.log(before.population);
  const share = width > 0 ? (Math.log(population) - Math.log(before.population)) / width : 0;
  const between = (name: 'innerLow' | 'innerHigh' | 'outerLow' | 'outerHigh') =>
    before[name] + (after[name] - before[name]) * Math.min(1, Math.max(0, share));
  return {
    population,
    innerLow: between('innerLow'),
    innerHigh: between('innerHigh'),
    outerLow: between('outerLow'),
    outerHigh: between('outerHigh'),
  };
}
