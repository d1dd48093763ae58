import { isSensitive } from '../catalogue/category.ts';
import { INCIDENT_STATES } from '../incident/states.ts';
import type { SearchArea } from './search-area.ts';
import type { Incident } from '../incident/incident.ts';
import { firstIdOf } from '../incident/id-range.store.ts';
import { OPEN_COLUMNS } from '../reporting/module.ts';
import type { Statement } from '@safe-community/database';

type Bind = (value: unknown) => string;

/** More are not compared, however many there are. */
const MOST = 500;
/** What was rejected, or is a duplicate of another one, is no primary. */
const STATES = INCIDENT_STATES.filter((state) => state !== 'rejected' && state !== 'duplicate');

/** From a range of ids, which sort as receipts do, by the index of oblast, state, category and id. */
export function candidateStatement(subject: Incident, area: SearchArea, oblastCodes: readonly string[]): Statement {
  const { occurredFrom, occurredTo, receivedTo } = area;
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const conditions = [
    `oblast_code = any (${bind(oblastCodes)})`,
    `state = any (${bind(STATES)})`,
    `category = ${bind(subject.category)}`,
    `incident_id >= ${bind(firstIdOf(occurredFrom))} and incident_id < ${bind(firstIdOf(receivedTo))}`,
    `incident_id <> ${bind(subject.incidentId)}`,
    `demonstration = ${bind(subject.demonstration)} and synthetic = ${bind(subject.synthetic)}`,
    `occurred_at between ${bind(occurredFrom)} and ${bind(occurredTo)}`,
    // Points of sensitive ones are sealed: all are opened.
    ...(isSensitive(subject.category) ? [] : [`(${placesOf(subject, area, bind).join(' or ')})`]),
  ];
  const sql = `
    select ${OPEN_COLUMNS}, key_id, wrapped_key, ciphertext from incident where ${conditions.join(' and ')}
    order by abs(extract(epoch from occurred_at - ${bind(subject.occurredAt)}::timestamptz)), incident_id
    limit ${MOST}`;
  return { sql, values };
}

/** In the box around the point; in the hromada, where a point is missing or the same object is named. */
function placesOf({ hromadaCode }: Incident, { box, objects }: SearchArea, bind: Bind): string[] {
  const inHromada = `hromada_code = ${bind(hromadaCode)}`;
  if (box === undefined) return [inHromada];
  const { south, north, west, east } = box;
  return [
    `latitude between ${bind(south)} and ${bind(north)} and longitude between ${bind(west)} and ${bind(east)}`,
    `${inHromada} and latitude is null`,
    ...(Object.keys(objects).length === 0
      ? []
      : [`${inHromada} and attributes @> ${bind(JSON.stringify(objects))}::jsonb`]),
  ];
}
