import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { FOOTAGE_REQUEST_ROWS } from '../footage-requests/module.ts';
import { RECORDING_ROWS } from '../recordings/module.ts';
import type { ExpiryState } from './expiry-steps.ts';
import { CONCERNS, FREEZES } from './freeze.store.ts';

/** A recording that a request concerns. Days are empty if it has none. */
export interface RequestedRecording {
  readonly recordingId: string;
  readonly cameraId: string;
  readonly officerId: string;
  readonly patrolUnitCode: string;
  readonly startedTime: Date;
  readonly durationMs: number;
  readonly category: string;
  readonly state: ExpiryState;
  readonly expiresOn: Day;
  readonly restorableUntil: Day;
  readonly frozen: boolean;
  readonly named: boolean;
}

/**
 * The recordings that a request concerns, by id, whether or not the job has written its freezes down.
 *
 * @param byIncident whether those of its incident belong to the answer.
 */
export async function listRequested(
  em: EntityManager,
  footageRequestId: string,
  byIncident: boolean,
  after: string | undefined,
  most: number,
): Promise<RequestedRecording[]> {
  const found = await rows<RequestedRow>(em, LIST, [footageRequestId, byIncident, after ?? null, most]);
  return found.map(({ startedTime, ...row }) => ({ ...row, startedTime: toDate(startedTime) }));
}

type RequestedRow = Omit<RequestedRecording, 'startedTime'> & { readonly startedTime: string };

const LIST = `
  with q as materialized (
    select case when $2::boolean then incident_id end as incident_id, unit_code, oblast_code, hromada_code, footage_from,
      footage_to, footage_request_id, freezes, decided_at, recording_ids
    from ${FOOTAGE_REQUEST_ROWS} footage_request where footage_request_id = $1
  )
  select r.recording_id as "recordingId", r.camera_id as "cameraId", r.officer_id as "officerId",
    r.unit_code as "patrolUnitCode", r.started_at as "startedTime", r.duration_ms as "durationMs", r.category,
    coalesce(e.state, 'kept') as state, coalesce(e.expires_on::text, '') as "expiresOn",
    coalesce(e.restorable_until::text, '') as "restorableUntil",
    ${FREEZES} and coalesce(e.state, 'kept') <> 'deleted' as frozen,
    r.recording_id = any (q.recording_ids) as named
  from q join ${RECORDING_ROWS} r on ${CONCERNS} left join recording_expiry e using (recording_id)
  where $3::uuid is null or r.recording_id > $3
  order by r.recording_id limit $4`;
