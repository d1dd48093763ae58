import { ListRecordingsRequest } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { HoldKind, RetentionClock, type RetentionPolicy } from '@safe-community/contracts/cameras/v1/retention.ts';
import { PreviewExpiryRequest } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const SOURCE = 'Вигадано для демонстрації';
/** One of its recordings is frozen by the complaint of the demonstration; the expiry of the others is announced. */
const CATEGORY = 'traffic_stop';
const VALID_FROM = '2021-01-01';
/** One more than the policy for all recordings: the longest wins. */
const DAYS = 31;
/** Longer than the retention, because recordings of the demonstration are of today: then their expiry is announced at once. */
const NOTICE_DAYS = 60;
const RESTORE_DAYS = 30;

/** Holds a recording of the first unit, and sets rules by which the expiry of others is announced. A later run adds nothing. */
export async function setUpRetention(connection: Connection, units: readonly PlannedUnit[]): Promise<void> {
  await Promise.all([hold(connection, units), setRules(connection)]);
}

async function hold(connection: Connection, [unit]: readonly PlannedUnit[]): Promise<void> {
  if (unit === undefined) return;
  const asked = ListRecordingsRequest.fromPartial({ patrolUnitCode: unit.code, category: 'detention', pageSize: 1 });
  const { recordings } = await retryTransient(() => connection.recordings.listRecordings(asked));
  const { recordingRetention: retention } = connection;
  const { holds } = await retryTransient(() =>
    retention.listHolds({ recordingId: '', includeReleased: true, pageSize: 500, pageToken: '' }),
  );
  const isHeld = holds.some(({ reason }) => reason === SOURCE);
  for (const { recordingId } of isHeld ? [] : recordings) {
    await retryTransient(() =>
      retention.placeHold({
        requestId: requestIdOf(`hold ${recordingId}`),
        recordingIds: [recordingId],
        kind: HoldKind.CASE,
        caseNumber: 'вигадана 1/2026',
        reason: SOURCE,
        place: '',
      }),
    );
  }
}

/** The job of camera-rollout announces within a minute. Rules that somebody has set are left as they are. */
async function setRules({ recordingRetention: retention }: Connection): Promise<void> {
  const { policies, terms } = await retryTransient(() => retention.listPolicies({ includeReplaced: false }));
  if (!policies.some(({ category }) => category === CATEGORY)) {
    const policy: RetentionPolicy = {
      category: CATEGORY,
      clock: RetentionClock.RECORDED,
      validFrom: VALID_FROM,
      days: DAYS,
      source: SOURCE,
      confirmed: true,
    };
    const asked = PreviewExpiryRequest.fromPartial({ policy, pageSize: 1 });
    const { previewToken } = await retryTransient(() => retention.previewExpiry(asked));
    const requestId = requestIdOf(`retention policy ${previewToken}`);
    await retryTransient(() => retention.setPolicy({ requestId, policy, etag: '', previewToken }));
  }
  if (terms.length > 0) return;
  const term = {
    validFrom: VALID_FROM,
    noticeDays: NOTICE_DAYS,
    restoreDays: RESTORE_DAYS,
    source: SOURCE,
    confirmed: true,
  };
  await retryTransient(() => retention.setExpiryTerm({ requestId: requestIdOf('expiry term'), term, etag: '' }));
}
