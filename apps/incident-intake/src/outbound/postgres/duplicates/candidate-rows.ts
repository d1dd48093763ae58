import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/vault';
import type { CandidateReader } from '../../../app/duplicates/duplicate-ports.ts';
import { isSensitive } from '../../../domain/catalogue/category.ts';
import { INCIDENT_STATES } from '../../../domain/course/incident-state.ts';
import type { SearchArea } from '../../../domain/duplicates/search-area.ts';
import type { Incident } from '../../../domain/incident.ts';
import { firstIdOf } from '../id-range.ts';
import { OPEN_COLUMNS, toListed, type IncidentRow } from '../reading/incident-columns.ts';
import { openPersonal } from '../reporting/personal-columns.ts';
import { sealedOf, type SealedColumns } from '../reading/sealed-columns.ts';

/** More are not compared, however many there are. */
const MOST = 500;
/** What was rejected, or is a duplicate of another one, is no primary. */
const STATES = INCIDENT_STATES.filter((state) => state !== 'rejected' && state !== 'duplicate');

/**
 * From a range of ids, which sort as receipts do; where that is long, by the index of oblast, state, category and id.
 * Points of sensitive incidents are sealed, so that all in the oblast are opened; of others those in the box, and those
 * of the hromada that name the same object or where a point is missing.
 */
const CANDIDATES = `
  select ${OPEN_COLUMNS}, key_id, wrapped_key, ciphertext from incident
  where oblast_code = $1 and category = $2 and incident_id >= $3 and incident_id < $4 and incident_id <> $5
    and demonstration = $6 and synthetic = $18 and state = any ($16)
    and occurred_at between $7 and $8
    and ($9 or (hromada_code = $10 and (latitude is null or $11::float8 is null or attributes @> $17::jsonb))
      or (latitude between $11 and $12 and longitude between $13 and $14))
  order by abs(extract(epoch from occurred_at - $15::timestamptz)), incident_id
  limit ${MOST}`;

export function candidateReader(database: Database, keyring: Keyring): CandidateReader {
  return {
    async candidates(subject, area) {
      const found = await rows<CandidateRow>(database.em.fork(), CANDIDATES, toValues(subject, area));
      if (!isSensitive(subject.category)) return found.map(toListed);
      return found.map((row) => ({
        ...toListed(row),
        personal: openPersonal(keyring, row.incident_id, sealedOf(row)),
      }));
    },
  };
}

type CandidateRow = IncidentRow & SealedColumns;

function toValues(subject: Incident, area: SearchArea): unknown[] {
  const { occurredFrom, occurredTo, receivedTo, box, objects } = area;
  const { oblastCode, category, incidentId, demonstration, hromadaCode, occurredAt } = subject;
  const kind = [oblastCode, category, firstIdOf(occurredFrom), firstIdOf(receivedTo), incidentId, demonstration];
  const near = [occurredFrom, occurredTo, isSensitive(category), hromadaCode];
  const around = [box?.south ?? null, box?.north ?? null, box?.west ?? null, box?.east ?? null];
  const named = Object.keys(objects).length === 0 ? null : JSON.stringify(objects);
  return [...kind, ...near, ...around, occurredAt, STATES, named, subject.synthetic];
}
