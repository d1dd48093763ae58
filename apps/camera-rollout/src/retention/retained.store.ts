import { prepared, rows, sqlPart, toDate, type EntityManager } from '@safe-community/database';
import { invalid, preconditionFailed, Refusal, unless } from '@safe-community/domain-kit';
import type { KnownRecordings } from '../custody/module.ts';
import { findRecordings, lockUnread, RECORDING_ROWS, type RecordingExpiry } from '../recordings/module.ts';
import { FOOTAGE_REQUEST_ROWS, shareRequest } from '../footage-requests/module.ts';
import { CONCERNS, FROZEN } from './freeze.store.ts';
import { markHandedOver } from './request-freeze.store.ts';

/** What the modules below ask the retention about recordings. */
export const retained: KnownRecordings & RecordingExpiry = {
  join: sqlPart('left join recording_expiry e on e.recording_id = r.recording_id'),
  frozen: sqlPart(FROZEN),
  deletedAmong,
  placeOf: async (em, recordingId) => (await findRecordings(em, [recordingId])).get(recordingId),
  async lockDeletion(tx, recordingId) {
    await lockUnread(tx, [recordingId]);
    // What was committed before the lock may be missing in the snapshot of the statement above.
    return (await deletedAmong(tx, [recordingId])).get(recordingId);
  },
  async checkHandover(tx, recordingId, footageRequestId) {
    const field = 'footage_request_id';
    await shareRequest(tx, footageRequestId);
    // What was committed before the lock may be missing in the snapshot of the statement above.
    const [found] = await rows<HandoverRow>(tx, HANDOVER, [recordingId, footageRequestId]);
    if (found === undefined) {
      const violations = [{ field, rule: 'must be a request for footage' }];
      return new Refusal('not-found', `${field} not found`, { violations });
    }
    if (!found.concerns) return invalid(unless(false, field, 'must be a request that concerns the recording'));
    return found.granted && found.decided_at !== null
      ? toDate(found.decided_at)
      : preconditionFailed('REQUEST_NOT_GRANTED', 'the request for footage is not granted');
  },
  markHandedOver,
};

interface HandoverRow {
  readonly concerns: boolean;
  readonly granted: boolean;
  readonly decided_at: string | null;
}

const HANDOVER = prepared(`
  select ${CONCERNS} is true as concerns, coalesce(q.outcome in ('granted', 'partly_granted'), false) as granted,
    q.decided_at
  from ${FOOTAGE_REQUEST_ROWS} q, ${RECORDING_ROWS} r where r.recording_id = $1 and q.footage_request_id = $2`);

async function deletedAmong(em: EntityManager, recordingIds: readonly string[]): Promise<Map<string, Date>> {
  if (recordingIds.length === 0) return new Map();
  const found = await rows<{ recording_id: string; state_since: string }>(em, DELETED, [recordingIds]);
  return new Map(found.map(({ recording_id: id, state_since: at }) => [id, toDate(at)]));
}

const DELETED = prepared(`
  select recording_id, state_since from recording_expiry
  where recording_id = any ($1::uuid[]) and state = 'deleted'`);
