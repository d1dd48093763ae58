import { rows, type EntityManager } from '@safe-community/database';
import type { EncryptedColumns } from './key-columns.store.ts';

export interface EncryptedRow extends EncryptedColumns {
  readonly incident_id: string;
}

export interface IndexedReporter {
  readonly incidentId: string;
  /** Null when the reporter gave no phone number. */
  readonly phone: Buffer | null;
}

/** Locks reports that are not indexed, newest first. Those that are locked already come in the next round. */
export function lockUnindexed(em: EntityManager, below: string, most: number): Promise<EncryptedRow[]> {
  return rows<EncryptedRow>(em, LOCK_SOME, [below, most]);
}

const LOCK_SOME = `
  select incident_id, key_id, wrapped_key, ciphertext from incident
  where not reporter_indexed and ciphertext is not null and incident_id < $1
  order by incident_id desc limit $2 for no key update skip locked`;

export async function saveDigests(em: EntityManager, indexed: readonly IndexedReporter[]): Promise<void> {
  await rows(
    em,
    `update incident set reporter_indexed = true, reporter_phone = found.phone
     from unnest($1::uuid[], $2::bytea[]) as found (id, phone) where incident.incident_id = found.id`,
    [indexed.map(({ incidentId }) => incidentId), indexed.map(({ phone }) => phone)],
  );
}
