import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { OutcomeReader } from './outcome-book.app.ts';
import { keyOf, type KeyColumns } from '../incident/key-columns.store.ts';
import { SEEN_COLUMNS, seenOf, type SeenColumns } from '../incident/seen-columns.store.ts';
import { toOutcome, type OutcomeRow } from './outcome-rows.store.ts';

type JoinedRow = Keyed & (OutcomeRow | { readonly outcome_id: null });

interface Keyed extends KeyColumns, SeenColumns {
  readonly incident_id: string;
}

/** Key and outcomes by one statement: an erasure is seen in both or in neither. */
const FIND = `
  select incident.incident_id, ${SEEN_COLUMNS}, incident.key_id, incident.wrapped_key,
    o.outcome_id, o.kind, o.article, o.hours, o.hours_per_day, o.minor, o.sealed, o.recorded_at, o.revoked_at
  from incident left join outcome o on o.incident_id = incident.incident_id
  where incident.incident_id = $1
  order by o.recorded_at, o.outcome_id`;

export function outcomeReader(database: Database, keyring: Keyring): OutcomeReader {
  return {
    async find(incidentId) {
      const found = await rows<JoinedRow>(database.em.fork(), FIND, [incidentId]);
      const [first] = found;
      if (first === undefined) return undefined;
      const key = keyOf(first);
      return {
        ...seenOf(first),
        open: () => found.filter(hasOutcome).map((row) => toOutcome(keyring, row.incident_id, key, row)),
      };
    },
  };
}

/** An incident without outcomes comes as one row without any. */
function hasOutcome(row: JoinedRow): row is Keyed & OutcomeRow {
  return row.outcome_id !== null;
}
