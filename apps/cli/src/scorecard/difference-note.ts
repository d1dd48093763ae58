import type { Indicator, SumDifference } from '@safe-community/contracts/statistics/v1/figure.ts';
import { say, type Text } from '../terminal/language.ts';
import { INDICATORS } from '../wording/indicators.ts';
import { date, whole } from './numbers.ts';

/** A line about a published total that differs from its parts; none without a difference. */
export function differenceNote({ difference }: { readonly difference: SumDifference | undefined }): string[] {
  if (difference === undefined) return [];
  const { periodStart, periodEnd, total, sum, missingParts, inexactParts } = difference;
  const named = (word: Text, parts: readonly Indicator[]) =>
    parts.length === 0 ? '' : ` ${say(word)}: ${parts.map(INDICATORS.nameOf).join(', ')}.`;
  const [days, all, added] = [`${date(periodStart)}–${date(periodEnd)}`, whole(total), whole(sum)];
  const note = say({
    uk: `Оприлюднений підсумок за ${days} – ${all}, сума складників – ${added}: обидва наведено так, як оприлюднено.`,
    en: `The published total of ${days} is ${all}, its parts add up to ${added}: both are as published.`,
  });
  const missing = named({ uk: 'Не оприлюднено', en: 'Not published' }, missingParts);
  return [`${note}${missing}${named({ uk: 'Оприлюднено неточно', en: 'Not published exactly' }, inexactParts)}`];
}
