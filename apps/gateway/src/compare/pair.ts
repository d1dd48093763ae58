import type { PlaceControl } from '../coverage/module.ts';
import type { CalendarDay } from '../site/module.ts';
import type { Rate } from './comparison.ts';

/** What can be set side by side. A city with special status stands beside oblasts and beside hromadas. */
export interface PairedPlace {
  readonly code: string;
  /** "Вінницька громада" */
  readonly title: string;
  readonly level: 'oblast' | 'hromada' | 'city';
  readonly oblastCode: string;
  /** By its centre; empty of an oblast. */
  readonly kind: string;
  /** Undefined of AR Crimea. */
  readonly population: number | undefined;
  /** Its name is only like what was typed. */
  readonly isGuess?: boolean;
}

/** What is counted of one of the two. */
export interface PairedFigure {
  readonly count: number | undefined;
  /** Not everybody reports there; then it has no rate. */
  readonly isLowerBound: boolean;
  readonly rate: Rate | undefined;
  readonly control: PlaceControl | undefined;
}

export interface Pair {
  readonly period: { readonly from: CalendarDay; readonly to: CalendarDay };
  readonly first: PairedFigure;
  readonly second: PairedFigure;
  /** The rate of the first as a multiple of that of the second; undefined unless both are known and shown. */
  readonly ratio: Rate | undefined;
}

/** Of which level figures of the two can be compared; undefined if they cannot. */
export function levelOfPair(first: PairedPlace, second: PairedPlace): 'oblast' | 'hromada' | undefined {
  const levels = new Set([first.level, second.level].filter((level) => level !== 'city'));
  if (levels.size > 1) return undefined;
  return levels.has('oblast') ? 'oblast' : 'hromada';
}

/** Whether chance may explain the difference; otherwise which of the two has the higher rate, and how many times. */
export function differenceOf(ratio: Rate): 'chance' | { readonly higher: 'first' | 'second'; readonly times: Rate } {
  if (ratio.low > 1) return { higher: 'first', times: ratio };
  if (ratio.high >= 1) return 'chance';
  const times = { value: 1 / ratio.value, low: 1 / ratio.high, high: 1 / ratio.low };
  return { higher: 'second', times };
}

const MOST_ALIKE = 6;

/**
 * The places that are most like one: of the same level and kind, and nearest in population. Places at the front only for
 * one at the front: figures of others cannot be compared with theirs. None that is occupied.
 */
export function alike<Place extends PairedPlace>(
  place: PairedPlace,
  all: readonly Place[],
  controlOf: (code: string) => PlaceControl | undefined,
): Place[] {
  const { population } = place;
  if (population === undefined) return [];
  const isAtFront = controlOf(place.code)?.status === 'frontline';
  const distance = (other: Place) => Math.abs(Math.log((other.population ?? 1) / population));
  return all
    .filter(({ code, level, kind, population: people }) => {
      const status = controlOf(code)?.status;
      const isLike = code !== place.code && level === place.level && kind === place.kind && people !== undefined;
      return isLike && (status === undefined ? !isAtFront : status === 'frontline' && isAtFront);
    })
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, MOST_ALIKE);
}
