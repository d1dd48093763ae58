import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/vault';
import type { AdditionReader } from '../../../app/follow-up/follow-up-ports.ts';
import { toAddition, type AdditionRow } from './addition-rows.ts';

interface KeyedRow extends AdditionRow {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

/** Key and additions by one statement: an erasure is seen in both or in neither. */
const OF_INCIDENT = `
  select a.addition_id, a.incident_id, a.added_at, a.sealed, i.key_id, i.wrapped_key
  from report_addition a join incident i on i.incident_id = a.incident_id
  where a.incident_id = $1 and i.wrapped_key is not null
  order by a.addition_id`;

export function additionReader(database: Database, keyring: Keyring): AdditionReader {
  return {
    async additionsTo(incidentId) {
      const found = await rows<KeyedRow>(database.em.fork(), OF_INCIDENT, [incidentId]);
      return found.map((row) => toAddition(keyring, { keyId: row.key_id, wrappedKey: row.wrapped_key }, row));
    },
  };
}
