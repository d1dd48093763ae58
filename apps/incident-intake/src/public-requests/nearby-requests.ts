import { kilometres } from '@safe-community/domain-kit';
import { PUBLIC_CELL, publicCell } from '@safe-community/territory';
import type { Point } from '../incident/module.ts';
import type { StoredRequest } from './public-request.ts';

export interface NearbyRequest {
  readonly request: StoredRequest;
  /** Rounded to 100. */
  readonly distanceMetres: number;
}

const ROUNDED_TO_METRES = 100;
const METRES_OF_DEGREE = 111_195;
const MOST = 20;

export interface Box {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** Holds every point whose cell is at most so far from that of `point`. */
export function boxAround(point: Point, radiusMetres: number): Box {
  const { latitude, longitude } = publicCell(point);
  const north = (radiusMetres + ROUNDED_TO_METRES) / METRES_OF_DEGREE + PUBLIC_CELL.latitude;
  const east = north / Math.cos((latitude * Math.PI) / 180) + PUBLIC_CELL.longitude;
  return { south: latitude - north, north: latitude + north, west: longitude - east, east: longitude + east };
}

/** Those within the radius, nearest first, and of equally near ones the newest. */
export function nearest(point: Point, radiusMetres: number, found: readonly StoredRequest[]): NearbyRequest[] {
  return found
    .flatMap((request) =>
      request.cell === undefined ? [] : [{ request, distanceMetres: roundedMetres(publicCell(point), request.cell) }],
    )
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
