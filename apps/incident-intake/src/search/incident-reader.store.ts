import { rows, type Database } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { IncidentReader } from '../incident/ports.app.ts';
import { respondersOf } from '../incident/responders.store.ts';
import { openPersonal } from '../reporting/personal-columns.store.ts';
import { OPEN_COLUMNS, toListed, type IncidentRow } from './incident-columns.store.ts';
import { listRows } from './list-rows.store.ts';
import { seenOf } from '../incident/seen-columns.store.ts';
import { sealedOf, type SealedColumns } from '../incident/key-columns.store.ts';

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
        ...seenOf(row),
        open: () => ({ ...toListed(row), responders, personal: openPersonal(keyring, row.incident_id, sealedOf(row)) }),
      };
    },
    async list(filter, olderThan, most) {
      return (await listRows(database.em.fork(), filter, olderThan, most)).map(toListed);
    },
  };
}

type WholeRow = IncidentRow & SealedColumns;
