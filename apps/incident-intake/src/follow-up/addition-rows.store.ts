import { rows, toDate, type EntityManager } from '@safe-community/database';
import { decryptWith, encryptWith, type Keyring, type WrappedKey } from '@safe-community/security/encryption';
import type { AdditionBook } from './follow-up-ports.app.ts';
import type { Addition } from './addition.ts';
import { caseKey } from '../incident/incident.store.ts';

export function additionBook(keyring: Keyring): AdditionBook {
  return {
    async count(em, incidentId) {
      const [row] = await rows<{ count: number }>(
        em,
        'select count(*)::int as count from report_addition where incident_id = $1',
        [incidentId],
      );
      return row?.count ?? 0;
    },
    async add(em, incidentId, additionId, { addedAt, text }) {
      const key = await caseKey(em, keyring, incidentId);
      const sealed = encryptWith(keyring, incidentId, key, partOf(additionId), { text });
      await rows(
        em,
        'insert into report_addition (addition_id, incident_id, added_at, sealed) values ($1, $2, $3, $4)',
        [additionId, incidentId, addedAt, sealed],
      );
    },
  };
}

/** Removes what the reporter of a locked incident added: for the erasure of its personal data. */
export async function forgetAdditions(em: EntityManager, incidentId: string): Promise<void> {
  await rows(em, 'delete from report_addition where incident_id = $1', [incidentId]);
}

export interface AdditionRow {
  readonly addition_id: string;
  readonly incident_id: string;
  readonly added_at: string;
  readonly sealed: Buffer;
}

export function toAddition(keyring: Keyring, key: WrappedKey, row: AdditionRow): Addition {
  const { text = '' } = decryptWith(keyring, row.incident_id, key, partOf(row.addition_id), row.sealed);
  return { addedAt: toDate(row.added_at), text };
}

/** The part of a case under which an addition is sealed. */
function partOf(additionId: string): string {
  return `addition/${additionId}`;
}
