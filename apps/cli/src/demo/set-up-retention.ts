import { ListRecordingsRequest } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { HoldKind } from '@safe-community/contracts/cameras/v1/retention.ts';
import type { Connection } from '../connection/connect-services.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

const SOURCE = 'Вигадано для демонстрації';

/** Holds a recording of the first unit. A later run adds nothing. */
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
}
