import { addDays, type Day } from '@safe-community/domain-kit';

/** On which days the people of a code belong to a territory. Undefined: without a bound. */
export interface PopulatedPart {
  readonly code: string;
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

const DAY_MS = 86_400_000;

/**
 * The mean population of the days of a period: people of a merged hromada belong to its successor from the day of the
 * merger on, as its incidents do. Undefined if that of any part is not known.
 */
export function meanPopulation(
  parts: readonly PopulatedPart[],
  { from, to }: { readonly from: Day; readonly to: Day },
  populationOf: (code: string) => number | undefined,
): number | undefined {
  let personDays = 0;
  for (const { code, first = from, last = to } of parts) {
    const days = daysFrom(first > from ? first : from, last < to ? last : to);
    if (days <= 0) continue;
    const population = populationOf(code);
    if (population === undefined) return undefined;
    personDays += population * days;
  }
  const mean = personDays / daysFrom(from, to);
  return mean === 0 ? undefined : Math.round(mean);
}

/** Whether the territory has a day in the period: a hromada that was merged before it has none. */
export function existsIn(parts: readonly PopulatedPart[], from: Day, to: Day): boolean {
  return parts.some(({ first = from, last = to }) => first <= to && last >= from);
}

/** Both days included; 0 or less for a reversed period. */
function daysFrom(first: Day, last: Day): number {
  return (Date.parse(addDays(last, 1)) - Date.parse(first)) / DAY_MS;
}
