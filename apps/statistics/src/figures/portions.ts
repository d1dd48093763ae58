import type { Dimension } from './figure.ts';
import { partsOf, periodIn, type DayRange, type Grouped } from './size.ts';

/** A part of an export that is read at once. */
export interface Portion<Unit> extends DayRange {
  readonly units: readonly Unit[];
}

/**
 * Divides an export into portions of about so many figures, in the order of the calendar and then of the territories. A
 * part of the calendar and a territory are never divided.
 *
 * @param others how many figures there are for one territory and part of the calendar, at most.
 */
export function* portionsOf<Unit>(
  request: Grouped,
  units: readonly Unit[],
  { others, most }: { readonly others: number; readonly most: number },
): Generator<Portion<Unit>> {
  const period = periodIn(request.groupBy);
  const ranges = period === undefined ? [request] : partsOf(period, request.from, request.to);
  const places = isBy(request, 'territory') ? Math.max(1, Math.floor(most / others)) : units.length;
  const inOneRange = isBy(request, 'territory') ? Math.min(places, units.length) * others : others;
  const step = places < units.length ? 1 : Math.max(1, Math.floor(most / Math.max(1, inOneRange)));
  for (let start = 0; start < ranges.length; start += step) {
    const together = ranges.slice(start, start + step);
    const [from, to] = [together[0]?.from ?? request.from, together.at(-1)?.to ?? request.to];
    for (let first = 0; first < units.length; first += places) {
      yield { from, to, units: units.slice(first, first + places) };
    }
  }
}

function isBy({ groupBy }: Grouped, dimension: Dimension): boolean {
  return groupBy.includes(dimension);
}
