import type { Indicator, SumDifference } from '@safe-community/contracts/statistics/v1/figure.ts';
import { wordOfIndicator } from '../wording/indicators.ts';
import { date, whole } from './numbers.ts';

/** A line about a published total that differs from its parts; none without a difference. */
export function differenceNote({ difference }: { readonly difference: SumDifference | undefined }): string[] {
  if (difference === undefined) return [];
  const { periodStart, periodEnd, total, sum, missingParts, inexactParts } = difference;
  const named = (word: string, parts: readonly Indicator[]) =>
    parts.length === 0 ? '' : ` ${word}: ${parts.map(wordOfIndicator).join(', ')}.`;
  return [
    `The published total of ${date(periodStart)}–${date(periodEnd)} is ${whole(total)}, ` +
      `its parts add up to ${whole(sum)}: both are as published.` +
      named('Not published', missingParts) +
      named('Not published exactly', inexactParts),
  ];
}
