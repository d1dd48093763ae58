import type { SumDifference } from '@safe-community/contracts/statistics/v1/figure.ts';
import { date, whole } from './numbers.ts';

/** A line about a published total that differs from its parts; none without a difference. */
export function differenceNote({ difference }: { readonly difference: SumDifference | undefined }): string[] {
  if (difference === undefined) return [];
  const { periodStart, periodEnd, total, sum } = difference;
  return [
    `The published total of ${date(periodStart)}–${date(periodEnd)} is ${whole(total)}, ` +
      `its parts add up to ${whole(sum)}: both are as published.`,
  ];
}
