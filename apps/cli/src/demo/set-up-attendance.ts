import { ResponderProgress } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  DispatchResponderRequest,
  RecordResponderProgressRequest,
  TriageIncidentRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import {
  IncidentCategory,
  IncidentReport,
  ReportChannel,
  ResponderKind,
  Urgency,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';
import { hromadaOf } from './set-up-recordings.ts';

/** Crews of two: more than have recordings, so that some footage is missing. */
export const CREWS = 8;

/**
 * Sends crews of the first unit to invented incidents of this minute, at which they arrive. A later run adds nothing.
 *
 * @param officerIds of the officers of each unit; the first ones hold cameras.
 * @returns the number of incidents
 */
export async function setUpAttendance(
  connection: Connection,
  [unit]: readonly PlannedUnit[],
  [officerIds = []]: readonly (readonly string[])[],
): Promise<number> {
  if (unit === undefined) return 0;
  const crews = Array.from({ length: CREWS }, (_, index) => officerIds.slice(2 * index, 2 * index + 2));
  const sent = crews.filter((crew) => crew.length > 0);
  await inParallel(sent, CREWS, (crew) => attend(connection, unit, crew));
  return sent.length;
}

async function attend({ incidents, course }: Connection, unit: PlannedUnit, officerIds: readonly string[]) {
  const requestOf = (step: string) => requestIdOf(`attendance ${step} ${officerIds.join(' ')}`);
  const report = IncidentReport.fromPartial({
    category: IncidentCategory.OTHER,
    channel: ReportChannel.PHONE_102,
    hromadaCode: hromadaOf(unit),
    description: 'Вигаданий виклик патруля для демонстрації',
  });
  const { incidentId } = await retryTransient(() =>
    incidents.reportIncident({ requestId: requestOf('report'), report }),
  );
  const triage = { requestId: requestOf('triage'), incidentId, urgency: Urgency.NORMAL };
  await retryTransient(() => course.triageIncident(TriageIncidentRequest.fromPartial(triage)));
  const dispatch = DispatchResponderRequest.fromPartial({
    requestId: requestOf('dispatch'),
    incidentId,
    kind: ResponderKind.POLICE,
    unit: unit.code,
    officerIds: [...officerIds],
  });
  const { responderId } = await retryTransient(() => course.dispatchResponder(dispatch));
  const arrival = { requestId: requestOf('arrival'), incidentId, responderId, progress: ResponderProgress.ON_SCENE };
  await retryTransient(() => course.recordResponderProgress(RecordResponderProgressRequest.fromPartial(arrival)));
}
