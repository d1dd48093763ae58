import { ListRecordingsRequest } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { HoldKind, RetentionClock } from '@safe-community/contracts/cameras/v1/retention.ts';
import type { Connection } from '../connection/connect-services.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const SOURCE = 'Вигадано для демонстрації';
/** The notice is longer than the retention, so that the expiry of what was just recorded is announced at once. */
const POLICY = {
  category: 'traffic_stop',
  clock: RetentionClock.RECORDED,
  validFrom: '2021-01-01',
  days: 31,
  source: SOURCE,
  confirmed: true,
};
const TERM = { validFrom: '2021-01-01', noticeDays: 60, restoreDays: 30, source: SOURCE, confirmed: true };

/**
 * Adds a policy and a term by which the expiry of recordings of one category is announced, and holds a recording of the
 * first unit. A later run adds nothing.
 */
export async function setUpRetention(connection: Connection, [unit]: readonly PlannedUnit[]): Promise<void> {
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
  await setRules(connection);
}

async function setRules({ recordingRetention: retention }: Connection): Promise<void> {
  const { policies, terms } = await retryTransient(() => retention.listPolicies({ includeReplaced: false }));
  if (!terms.some(({ source }) => source === SOURCE)) {
    const requestId = requestIdOf('expiry term');
    await retryTransient(() => retention.setExpiryTerm({ requestId, term: TERM, etag: '' }));
  }
  if (policies.some(({ source }) => source === SOURCE)) return;
  const preview = { policy: POLICY, asOfDate: '', pageSize: 1, pageToken: '' };
  const { previewToken } = await retryTransient(() => retention.previewExpiry(preview));
  const requestId = requestIdOf(`retention policy ${previewToken}`);
  await retryTransient(() => retention.setPolicy({ requestId, policy: POLICY, etag: '', previewToken }));
}
