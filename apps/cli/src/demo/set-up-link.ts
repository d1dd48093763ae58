import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ListIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { LinkState } from '@safe-community/contracts/cameras/v1/recording.ts';
import { ListRecordingsRequest } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';

/**
 * Links a recording of the first unit to an invented incident of its oblast, as a person does. The recordings are of
 * today, and the incident was some days before. A later run adds nothing.
 */
export async function setUpLink(connection: Connection, [unit]: readonly PlannedUnit[]): Promise<void> {
  if (unit === undefined) return;
  const ofUnit = { patrolUnitCode: unit.code, pageSize: 1 };
  const linked = ListRecordingsRequest.fromPartial({ ...ofUnit, linkState: LinkState.CONFIRMED });
  const free = ListRecordingsRequest.fromPartial({ ...ofUnit, category: 'identity_check' });
  const newest = ListIncidentsRequest.fromPartial({
    category: IncidentCategory.PUBLIC_ORDER,
    oblastCode: unit.oblastCode,
    pageSize: 1,
  });
  const [found, chosen, near] = await Promise.all([
    retryTransient(() => connection.recordings.listRecordings(linked)),
    retryTransient(() => connection.recordings.listRecordings(free)),
    retryTransient(() => connection.incidents.listIncidents(newest)),
  ]);
  const [recording] = chosen.recordings;
  const [incident] = near.incidents;
  if (found.recordings.length > 0 || recording === undefined || incident === undefined) return;
  const { recordingId } = recording;
  const { incidentId } = incident;
  const requestId = requestIdOf(`link ${recordingId} ${incidentId}`);
  const link = { requestId, recordingId, incidentId, reason: 'Вигадано для демонстрації', place: '' };
  // camera-rollout learns about an incident from an event of intake.
  await retryTransient(() => connection.recordings.confirmLink(link), ['NOT_FOUND']);
}
