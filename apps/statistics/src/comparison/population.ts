import { addDays, type Day } from '@safe-community/domain-kit';
import type { Control, Days } from '../territory/module.ts';

/** On which days the people of a code belong to a territory. Undefined: without a bound. */
export interface PopulatedPart {
  readonly code: string;
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

const DAY_MS = 86_400_000;

/**
 * The mean population of the days of a period: people of a merged hromada belong to its successor from the day of the
 * merger on, as its incidents do. People do not count on the days on which their hromada is occupied: nobody reports from
 * there. Undefined if that of any other part is not known.
 */
export function meanPopulation(
  parts: readonly PopulatedPart[],
  { from, to }: Days,
  populationOf: (code: string) => number | undefined,
  control: Pick<Control, 'occupiedDays'>,
): number | undefined {
  let personDays = 0;
  for (const { code, first = from, last = to } of parts) {
    const own = { from: first > from ? first : from, to: last < to ? last : to };
    const days = daysIn(own) - control.occupiedDays(code, own).reduce((sum, each) => sum + daysIn(each), 0);
    if (days <= 0) continue;
    const population = populationOf(code);
    if (population === undefined) return undefined;
    personDays += population * days;
  }
  const mean = personDays / daysIn({ from, to });
  return mean === 0 ? undefined : Math.round(mean);
}

/** Whether the territory has a day in the period: a hromada that was merged before it has none. */
export function existsIn(parts: readonly PopulatedPart[], from: Day, to: Day): boolean {
  return parts.some(({ first = from, last = to }) => first <= to && last >= from);
}

/** 0 or less for a reversed period. */
function daysIn({ from, to }: Days): number {
  return (Date.parse(addDays(to, 1)) - Date.parse(from)) / DAY_MS;
}
