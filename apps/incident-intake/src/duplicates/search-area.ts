import type { AttributeRule, Category } from '../catalogue/module.ts';
import type { Point } from '../incident/place.ts';
import type { Attributes } from '../reporting/report.ts';
import { namedObjects } from './facts-in-common.ts';
import type { Comparable } from './likeness.ts';
import { FARTHEST, reachOf } from './reach.ts';

/** Where and when anything must lie to be like an incident at all. */
export interface SearchArea {
  readonly occurredFrom: Date;
  readonly occurredTo: Date;
  /** Nothing is reported before it happens; much later than this nobody looks for it here. */
  readonly receivedTo: Date;
  /** Around the point; absent when there is none. */
  readonly box: Box | undefined;
  /** What names the object: of the same hromada it is found wherever its point is. */
  readonly objects: Attributes;
}

/** Degrees. */
interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** How long after the event a report may come in and still be found: written statements and other systems' exports. */
const LATEST_MS = 7 * 24 * 3_600_000;

/** So far the widest hromadas reach from their centres. */
const WIDEST_HROMADA_KM = 60;

/** A little less than a degree of latitude has, so that the box is rather too large than too small. */
const METRES_PER_DEGREE = 111_000;

export function searchArea(
  { category, occurredAt, point, attributes }: Comparable,
  receivedAt: Date,
  rules: readonly AttributeRule[],
): SearchArea {
  const { metres, ms } = reachOf(category);
  const later = (time: number): Date => new Date(occurredAt.getTime() + time);
  const occurredTo = later(FARTHEST * ms);
  return {
    occurredFrom: later(-FARTHEST * ms),
    occurredTo,
    receivedTo: new Date(Math.max(occurredTo.getTime(), receivedAt.getTime()) + LATEST_MS),
    box: point && boxAround(point, FARTHEST * metres),
    objects: namedObjects(attributes, rules),
  };
}

/** So near to a point lies the centre of every hromada in which something like an incident there may be. */
export function centresWithinKm(category: Category): number {
  return WIDEST_HROMADA_KM + (FARTHEST * reachOf(category).metres) / 1_000;
}

function boxAround({ latitude, longitude }: Point, metres: number): Box {
  const tall = metres / METRES_PER_DEGREE;
  const wide = tall / Math.cos(((Math.abs(latitude) + tall) * Math.PI) / 180);
  return { south: latitude - tall, north: latitude + tall, west: longitude - wide, east: longitude + wide };
}
