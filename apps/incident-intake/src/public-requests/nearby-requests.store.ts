import { rows, type EntityManager } from '@safe-community/database';
import type { Category } from '../catalogue/module.ts';
import { firstIdOf, IS_PUBLISHABLE, OPEN_STATES, REQUEST_ROWS } from '../incident/module.ts';
import type { Box } from './nearby-requests.ts';
import type { StoredRequest } from './public-request.ts';
import { COLUMNS, toRequest, type RequestRow } from './public-requests.store.ts';

/** More than people read; of a crowded place the newest. */
const MOST = 500;

/** Open requests of a published category in a box, received since then, the newest first. */
export async function requestsWithin(
  em: EntityManager,
  category: Category,
  { south, north, west, east }: Box,
  since: Date,
): Promise<StoredRequest[]> {
  const sql = `
    select ${COLUMNS} from ${REQUEST_ROWS} incident
    where ${IS_PUBLISHABLE} and category = $1 and state = any ($2::text[])
      and latitude between $3 and $4 and longitude between $5 and $6 and incident_id >= $7::uuid
    order by incident_id desc limit ${MOST}`;
  const values = [category, OPEN_STATES, south, north, west, east, firstIdOf(since)];
  return (await rows<RequestRow>(em, sql, values)).map(toRequest);
}
