import type { AttributeRule, Category } from '../catalogue/module.ts';
import type { Point } from '../incident/module.ts';
import { namedObjects, type Attributes } from './facts-in-common.ts';
import { FARTHEST, reachOf, type Comparable } from './likeness.ts';

/** The place and time that another incident must have for a score above 0. */
export interface SearchArea {
  readonly occurredFrom: Date;
  readonly occurredTo: Date;
  /** Nothing is reported before it happens; later reports are not searched. */
  readonly receivedTo: Date;
  /** Around the point; absent if there is none. */
  readonly box: Box | undefined;
  /** Attributes that identify the object: in the same hromada it is found at any point. */
  readonly objects: Attributes;
}

/** Degrees. */
interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** How long after the event a report is still found: written statements and exports of other systems come late. */
const LATEST_MS = 7 * 24 * 3_600_000;

/** The widest hromadas reach this far from their centres. */
const WIDEST_HROMADA_KM = 60;

/** Slightly less than the length of a degree of latitude, so that the box is never too small. */
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

/** The centre of every hromada in which a candidate may be lies within this distance of the point. */
export function centresWithinKm(category: Category): number {
  return WIDEST_HROMADA_KM + (FARTHEST * reachOf(category).metres) / 1_000;
}

function boxAround({ latitude, longitude }: Point, metres: number): Box {
  const tall = metres / METRES_PER_DEGREE;
  const wide = tall / Math.cos(((Math.abs(latitude) + tall) * Math.PI) / 180);
  return { south: latitude - tall, north: latitude + tall, west: longitude - wide, east: longitude + wide };
}
