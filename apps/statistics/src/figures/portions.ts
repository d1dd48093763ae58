import type { Dimension } from './figure.ts';
import { partsOf, periodIn, type DayRange, type Grouped } from './size.ts';

/** A part of an export that is read at once. */
export interface Portion<Unit> extends DayRange {
  readonly units: readonly Unit[];
}

interface Bounds {
  /** How many figures there are for one territory and part of the calendar, at most. */
  readonly others: number;
  /** Of a portion. */
  readonly most: number;
  /** How many figures a part of the calendar has at most, where more is known of it: mostly few of all that could be. */
  readonly counted?: ((range: DayRange) => number) | undefined;
}

/**
 * Divides an export into portions of about so many figures, in the order of the calendar and then of the territories. A
 * part of the calendar and a territory are never divided.
 */
export function* portionsOf<Unit>(
  request: Grouped,
  units: readonly Unit[],
  { others, most, counted = () => Infinity }: Bounds,
): Generator<Portion<Unit>> {
  const isByTerritory = isBy(request, 'territory');
  const all = isByTerritory ? units.length * others : others;
  const sizeOf = (range: DayRange) => Math.min(all, counted(range));
  const places = isByTerritory ? Math.max(1, Math.floor(most / others)) : Math.max(1, units.length);
  for (const { from, to, size } of rangesOf(request, most, sizeOf)) {
    const together = size > most ? places : Math.max(1, units.length);
    for (let first = 0; first < units.length; first += together) {
      yield { from, to, units: units.slice(first, first + together) };
    }
  }
}

/** As many parts of the calendar together as are within the bound, at least one. */
function* rangesOf(
  request: Grouped,
  most: number,
  sizeOf: (range: DayRange) => number,
): Generator<DayRange & { readonly size: number }> {
  const period = periodIn(request.groupBy);
  const parts = period === undefined ? [request] : partsOf(period, request.from, request.to);
  let together: (DayRange & { readonly size: number }) | undefined;
  for (const { from, to } of parts) {
    const size = sizeOf({ from, to });
    if (together !== undefined && together.size + size > most) {
      yield together;
      together = undefined;
    }
    together = { from: together?.from ?? from, to, size: (together?.size ?? 0) + size };
  }
  if (together !== undefined) yield together;
}

function isBy({ groupBy }: Grouped, dimension: Dimension): boolean {
  return groupBy.includes(dimension);
}

/** Reads the next part while the caller works on the last one, so that at most two of them are in memory. */
export async function* oneAhead<Part, Found>(
  parts: Iterable<Part>,
  read: (part: Part) => Promise<Found>,
): AsyncGenerator<Found> {
  const rest = parts[Symbol.iterator]();
  const readNext = () => {
    const next = rest.next();
    if (next.done === true) return undefined;
    const reading = read(next.value);
    // The caller gets the error when it is the turn of this part; after the last turn nobody needs it.
    reading.catch(() => undefined);
    return { reading };
  };
  for (let next = readNext(); next !== undefined;) {
    const found = await next.reading;
    next = readNext();
    yield found;
  }
}
