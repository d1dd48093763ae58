import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { isSensitive } from '../catalogue/module.ts';
import {
  branchKey,
  branchText,
  decryptPersonal,
  encryptedOf,
  firstIdOf,
  INCIDENT_STATES,
  ENCRYPTED_INCIDENTS,
  toListed,
  type EncryptedColumns,
  type Incident,
  type IncidentRow,
} from '../incident/module.ts';
import type { SearchArea } from './search-area.ts';

/** The maximum number of candidates to compare. */
const MOST = 500;
/** A rejected incident and a duplicate cannot be a primary. */
const STATES = INCIDENT_STATES.filter((state) => state !== 'rejected' && state !== 'duplicate');

/**
 * Incidents of these oblasts that may be the same, the 500 nearest in time, without tests. Points and attributes of sensitive ones are
 * decrypted: only for a caller who is entitled to them and has given a reason.
 */
export async function findCandidates(
  database: Database,
  keyring: Keyring,
  subject: Incident,
  area: SearchArea,
  oblastCodes: readonly string[],
): Promise<Incident[]> {
  const { sql, values } = candidateStatement(subject, area, oblastCodes);
  const found = await rows<IncidentRow & EncryptedColumns>(database.em.fork(), sql, values);
  if (!isSensitive(subject.category)) return found.map(toListed);
  return found.map((row) => ({
    ...toListed(row),
    personal: decryptPersonal(keyring, row.incident_id, encryptedOf(row)),
  }));
}

/** Of the index `incident_of_oblast`. */
const COLUMNS = ['oblast_code', 'state', 'category'];

type Bind = (value: unknown) => string;

/** Reads a range of ids, which sort as receipts do, of each branch of the index `incident_of_oblast`. */
export function candidateStatement(subject: Incident, area: SearchArea, oblastCodes: readonly string[]) {
  const { occurredFrom, occurredTo, receivedTo } = area;
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const [oblasts, states] = [`${bind(oblastCodes)}::text[]`, `${bind(STATES)}::text[]`];
  const category = `${bind(subject.category)}::text`;
  const [from, before] = [bind(firstIdOf(occurredFrom)), bind(firstIdOf(receivedTo))];
  const key = branchKey(COLUMNS);
  const conditions = [
    `incident_id >= ${from} and incident_id < ${before}`,
    `${key} between of_key and of_key`,
    `(${key}, incident_id) >= (of_key, ${from}::uuid) and (${key}, incident_id) < (of_key, ${before}::uuid)`,
    `${branchText(COLUMNS)} = of_text`,
    `incident_id <> ${bind(subject.incidentId)}`,
    'not is_test',
    `occurred_at between ${bind(occurredFrom)} and ${bind(occurredTo)}`,
    // Points of sensitive incidents are encrypted: they are compared after decryption.
    ...(isSensitive(subject.category) ? [] : [`(${placesOf(subject, area, bind).join(' or ')})`]),
  ];
  const wanted = ['oblast', 'state', category];
  // The offsets keep the planner from reading all incidents of the time to join them with the branches.
  const sql = `
    select found.*
    from (select ${branchKey(wanted)} as of_key, ${branchText(wanted)} as of_text
          from unnest(${oblasts}) oblast, unnest(${states}) state offset 0) as wanted,
      lateral (select * from ${ENCRYPTED_INCIDENTS} incident where ${conditions.join(' and ')} offset 0) as found
    order by abs(extract(epoch from occurred_at - ${bind(subject.occurredAt)}::timestamptz)), incident_id
    limit ${MOST}`;
  return { sql, values };
}

/** Within the box around the point; within the hromada, if a point is missing or the same object is named. */
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
