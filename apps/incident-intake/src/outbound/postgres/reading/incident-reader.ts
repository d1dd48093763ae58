import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/vault';
import type { IncidentReader } from '../../../app/ports.ts';
import { respondersOf } from '../course/responder-rows.ts';
import { openPersonal } from '../reporting/personal-columns.ts';
import { OPEN_COLUMNS, toListed, type IncidentRow } from './incident-columns.ts';
import { listStatement } from './list-statement.ts';

/** Plain rows instead of entities: lists and look-ups are the hot reads of the service. */
export function incidentReader(database: Database, keyring: Keyring): IncidentReader {
  return {
    async find(incidentId) {
      const em = database.em.fork();
      const [row] = await rows<WholeRow>(
        em,
        `select ${OPEN_COLUMNS}, key_id, wrapped_key, ciphertext from incident where incident_id = $1`,
        [incidentId],
      );
      if (row === undefined) return undefined;
      const responders = await respondersOf(em, row.incident_id);
      return {
        category: row.category,
        open: () => ({ ...toListed(row), responders, personal: openPersonal(keyring, row.incident_id, sealedOf(row)) }),
      };
    },
    async list(filter, olderThan, most) {
      const { sql, values } = listStatement(filter, olderThan, most);
      const found = await rows<IncidentRow>(database.em.fork(), sql, values);
      return found.map(toListed);
    },
  };
}

interface WholeRow extends IncidentRow {
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly ciphertext: Buffer | null;
}

/** A case may have a key for what was added later, and nothing personal in its report. */
function sealedOf({ key_id, wrapped_key, ciphertext }: WholeRow) {
  if (!key_id || !wrapped_key || !ciphertext) return undefined;
  return { keyId: key_id, wrappedKey: wrapped_key, ciphertext };
}
