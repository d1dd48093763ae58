import { prepared, rows, sqlPart, toDate, type EntityManager } from '@safe-community/database';
import type { KnownRecordings } from '../custody/module.ts';
import { findRecordings, type RecordingExpiry } from '../recordings/module.ts';
import { FROZEN } from './freeze.store.ts';

/** What the modules below ask the retention about recordings. */
export const retained: KnownRecordings & RecordingExpiry = {
  join: sqlPart('left join recording_expiry e on e.recording_id = r.recording_id'),
  frozen: sqlPart(FROZEN),
  deletedAmong,
  placeOf: async (em, recordingId) => (await findRecordings(em, [recordingId])).get(recordingId),
  async lockDeletion(tx, recordingId) {
    await rows(tx, LOCK, [recordingId]);
    // What was committed before the lock may be missing in the snapshot of the statement above.
    return (await deletedAmong(tx, [recordingId])).get(recordingId);
  },
};

const LOCK = prepared('select from recording where recording_id = $1 for no key update');

async function deletedAmong(em: EntityManager, recordingIds: readonly string[]): Promise<Map<string, Date>> {
  if (recordingIds.length === 0) return new Map();
  const found = await rows<{ recording_id: string; state_since: string }>(em, DELETED, [recordingIds]);
  return new Map(found.map(({ recording_id: id, state_since: at }) => [id, toDate(at)]));
}

const DELETED = prepared(`
  select recording_id, state_since from recording_expiry
  where recording_id = any ($1::uuid[]) and state = 'deleted'`);
