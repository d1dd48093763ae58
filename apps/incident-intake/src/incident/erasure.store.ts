import { rows, toOptionalDate, type EntityManager } from '@safe-community/database';
import type { Seen } from './access.adapter.ts';
import { SEEN_COLUMNS, seenOf, type SeenColumns } from './seen-columns.store.ts';

/** When the personal data of an incident is due to be erased, or was. */
export interface ErasureTimes extends Seen {
  readonly eraseAt: Date | undefined;
  readonly erasedAt: Date | undefined;
}

export async function findErasureTimes(em: EntityManager, incidentId: string): Promise<ErasureTimes | undefined> {
  const [row] = await rows<ErasureRow>(
    em,
    `select ${SEEN_COLUMNS}, erase_at, erased_at from incident where incident_id = $1`,
    [incidentId],
  );
  return row && { ...seenOf(row), eraseAt: toOptionalDate(row.erase_at), erasedAt: toOptionalDate(row.erased_at) };
}

interface ErasureRow extends SeenColumns {
  readonly erase_at: string | null;
  readonly erased_at: string | null;
}

/** Locks incidents that are due by a time and that no hold protects. Those that are locked already are skipped. */
export async function lockDue(tx: EntityManager, time: Date, most: number): Promise<string[]> {
  const due = await rows<{ incident_id: string }>(
    tx,
    `select incident_id from incident
     where erase_at is not null and erase_at <= $1 and erased_at is null and not legal_hold
     order by erase_at limit $2
     for no key update skip locked`,
    [time, most],
  );
  return due.map(({ incident_id }) => incident_id);
}

/**
 * Destroys the key of a locked case. Without the wrapped key nothing that was encrypted under it can be decrypted,
 * wherever it is stored. The digest of the telephone number does not depend on the key and is deleted as well, and so
 * are the reasons in the history, so that nobody has to rely on that.
 */
export async function destroyKey(tx: EntityManager, incidentId: string, at: Date): Promise<void> {
  await rows(
    tx,
    `update incident set key_id = null, wrapped_key = null, ciphertext = null, reporter_phone = null, erased_at = $2
     where incident_id = $1`,
    [incidentId, at],
  );
  await rows(tx, 'update case_history set sealed_reason = null where incident_id = $1 and sealed_reason is not null', [
    incidentId,
  ]);
}
