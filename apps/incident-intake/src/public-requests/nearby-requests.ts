import { kilometres } from '@safe-community/domain-kit';
import type { Point } from '../incident/module.ts';
import type { StoredRequest } from './public-request.ts';

/** A published request with the point that it was reported at. */
export interface PlacedRequest {
  readonly request: StoredRequest;
  readonly point: Point;
}

export interface NearbyRequest {
  readonly request: StoredRequest;
  /** Rounded to 100. */
  readonly distanceMetres: number;
}

/** Degrees, about 110 m in each direction. */
const CELL = { latitude: 0.001, longitude: 0.0015 };
const ROUNDED_TO_METRES = 100;
const METRES_OF_DEGREE = 111_195;
const MOST = 20;

/** The middle of the cell that a point lies in: where exactly it lies there makes no difference to any answer. */
export function cellOf({ latitude, longitude }: Point): Point {
  return { latitude: middle(latitude, CELL.latitude), longitude: middle(longitude, CELL.longitude) };
}

function middle(degrees: number, size: number): number {
  return (Math.floor(degrees / size) + 0.5) * size;
}

export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** Holds every point whose cell is at most so far from that of `point`. */
export function boxAround(point: Point, radiusMetres: number): Box {
  const { latitude, longitude } = cellOf(point);
  const north = (radiusMetres + ROUNDED_TO_METRES) / METRES_OF_DEGREE + CELL.latitude;
  const east = north / Math.cos((latitude * Math.PI) / 180) + CELL.longitude;
  return { south: latitude - north, north: latitude + north, west: longitude - east, east: longitude + east };
}

/** Those within the radius, nearest first, and of equally near ones the newest. */
export function nearest(point: Point, radiusMetres: number, found: readonly PlacedRequest[]): NearbyRequest[] {
  return found
    .map((each) => ({ request: each.request, distanceMetres: roundedMetres(cellOf(point), cellOf(each.point)) }))
    .filter(({ distanceMetres }) => distanceMetres <= radiusMetres)
    .toSorted(
      (one, other) =>
        one.distanceMetres - other.distanceMetres || (one.request.requestId < other.request.requestId ? 1 : -1),
    )
    .slice(0, MOST);
}

function roundedMetres(one: Point, other: Point): number {
  return Math.round((kilometres(one, other) * 1_000) / ROUNDED_TO_METRES) * ROUNDED_TO_METRES;
}
