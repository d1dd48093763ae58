import { TerritoryStatus } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { FunnelPosition } from '@safe-community/contracts/statistics/v1/comparison.ts';

/** Two plain oblasts, one at the front, and AR Crimea. */
export function comparedOblasts(): object[] {
  const rate = (value: number) => ({ value, low: value * 0.9, high: value * 1.1 });
  const limits = { innerLow: 20, innerHigh: 80, outerLow: 10, outerHigh: 90 };
  return [
    {
      code: 'UA05000000000010236',
      count: 1_500n,
      population: 1_509_000n,
      rank: 1,
      rate: rate(99.4),
      shrunkenRate: rate(95.1),
      limits,
      widenedLimits: limits,
      position: FunnelPosition.FAR_ABOVE,
    },
    {
      code: 'UA07000000000024379',
      count: 500n,
      population: 1_021_000n,
      rank: 2,
      rate: rate(48.9),
      shrunkenRate: rate(49.3),
      limits,
      widenedLimits: limits,
      position: FunnelPosition.WITHIN,
    },
    {
      code: 'UA01000000000013043',
      status: TerritoryStatus.OCCUPIED,
      statusSince: '2014-02-20',
      statusSinceExact: true,
    },
    {
      code: 'UA12000000000090473',
      count: 700n,
      population: 3_000_000n,
      rank: 3,
      rate: rate(23.3),
      shrunkenRate: rate(25),
      limits,
      widenedLimits: limits,
      position: FunnelPosition.WITHIN,
      status: TerritoryStatus.FRONTLINE,
      statusSince: '2022-04-27',
      occupiedHromadas: 2,
    },
  ];
}
