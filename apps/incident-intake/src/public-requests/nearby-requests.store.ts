import { rows, type EntityManager } from '@safe-community/database';
import type { Category } from '../catalogue/module.ts';
import { firstIdOf, IS_PUBLISHABLE, OPEN_STATES, REQUEST_ROWS } from '../incident/module.ts';
import type { Box, PlacedRequest } from './nearby-requests.ts';
import { COLUMNS, toRequest, type RequestRow } from './public-requests.store.ts';

/** More than people read; of a crowded place the newest. */
const MOST = 500;

/** Open requests of a published category in a box, received since then, the newest first. */
export async function requestsWithin(
  em: EntityManager,
  category: Category,
  { south, north, west, east }: Box,
  since: Date,
): Promise<PlacedRequest[]> {
  const sql = `
    select ${COLUMNS}, latitude, longitude from ${REQUEST_ROWS} incident
    where ${IS_PUBLISHABLE} and category = $1 and state = any ($2::text[])
      and latitude between $3 and $4 and longitude between $5 and $6 and incident_id >= $7::uuid
    order by incident_id desc limit ${MOST}`;
  const values = [category, OPEN_STATES, south, north, west, east, firstIdOf(since)];
  const found = await rows<RequestRow & { readonly latitude: number; readonly longitude: number }>(em, sql, values);
  return found.map((row) => ({
    request: toRequest(row),
    point: { latitude: row.latitude, longitude: row.longitude },
  }));
}
