import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { StoredObject } from './recording.ts';

/** A recording whose object is to be compared now. */
export interface DueObject {
  readonly recordingId: string;
  readonly storeReference: string;
}

/**
 * Takes recordings whose object was not compared for long, those without any comparison first. Another replica gets them
 * again after `until`, if this one stops meanwhile.
 */
export async function takeToVerify(em: EntityManager, now: Date, until: Date, most: number): Promise<DueObject[]> {
  const found = await rows<{ recording_id: string; store_reference: string }>(em, TAKE, [now, until, most]);
  return found.map(({ recording_id, store_reference }) => ({
    recordingId: recording_id,
    storeReference: store_reference,
  }));
}

const TAKE = prepared(`
  update recording set verify_at = $2
  where recording_id in (
    select recording_id from recording where verify_at <= $1 order by verify_at limit $3 for update skip locked
  )
  returning recording_id, store_reference`);

/** The evidence store deletes the objects of these recordings: that they are missing is no alarm. */
export async function stopVerifying(tx: EntityManager, recordingIds: readonly string[]): Promise<void> {
  await rows(tx, `update recording set verify_at = 'infinity' where recording_id = any ($1::uuid[])`, [recordingIds]);
}

export async function saveComparison(
  tx: EntityManager,
  { recordingId, found, at, next }: { recordingId: string; found: StoredObject; at: Date; next: Date },
): Promise<void> {
  await rows(tx, SAVE, [recordingId, found, at, next]);
}

// A recording that was deleted meanwhile is never due again.
const SAVE = `
  update recording set stored_object = $2, verified_at = $3,
    verify_at = case when verify_at = 'infinity' then verify_at else $4 end
  where recording_id = $1`;
