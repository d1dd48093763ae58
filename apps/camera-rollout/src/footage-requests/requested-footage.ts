import { checkUuids, invalid, Refusal, unavailable, unless, type Violation } from '@safe-community/domain-kit';
import type { StoredRecording } from '../recordings/module.ts';
import type { FootageRequest } from './footage-request.ts';

const MAX_RECORDINGS = 50;
/** How late the event of a new incident may be before the incident counts as unknown. */
const LATE_MS = 5 * 60_000;

/** What a request names, as far as this service knows it. */
export interface NamedFootage {
  /** Undefined if the request names none. */
  readonly isIncidentKnown: boolean | undefined;
  readonly recordings: ReadonlyMap<string, StoredRecording>;
}

export function checkRecordingIds(ids: readonly string[], field: string): Violation[] {
  return checkUuids(ids, field, MAX_RECORDINGS);
}

/** Refuses a request that names footage that never existed, or that is not what it asks for. */
export function refuseUnknownFootage(
  request: FootageRequest,
  { isIncidentKnown, recordings }: NamedFootage,
  now: Date,
): Refusal | undefined {
  if (isIncidentKnown === false) {
    const age = now.getTime() - (timeOf(request.incidentId) ?? -Infinity);
    // A clock that is ahead makes ids of the future.
    if (Math.abs(age) < LATE_MS) return unavailable('the incident of incident_id is not known yet', 2_000);
    return unknown('incident_id', 'must be an incident of intake');
  }
  const found = request.recordingIds.map((id) => recordings.get(id));
  // The same answer for a recording of another oblast, where the caller may see none.
  const missing = found.findIndex((recording) => recording?.oblastCode !== request.oblastCode);
  if (missing !== -1) return unknown(`recording_ids[${missing}]`, 'must be a recording of the oblast');
  const other = found.findIndex((recording) => recording !== undefined && !isRequested(request, recording));
  if (other === -1) return undefined;
  return invalid(unless(false, `recording_ids[${other}]`, 'must be of the requested place, unit, and time'));
}

function unknown(field: string, rule: string): Refusal {
  return new Refusal('not-found', `${field} not found`, { violations: [{ field, rule }] });
}

/** As CONCERNS of the retention says it, so that the request freezes what it names. */
function isRequested(request: FootageRequest, recording: StoredRecording): boolean {
  const { unitCode, hromadaCode, footageFrom, footageTo } = request;
  const isPlace = unitCode === '' ? ['', hromadaCode].includes(recording.hromadaCode) : unitCode === recording.unitCode;
  const start = recording.startedAt.getTime();
  return isPlace && start <= footageTo.getTime() && start + recording.durationMs >= footageFrom.getTime();
}

/** When a UUID version 7 was made; undefined for another one, which intake does not make. */
function timeOf(id: string): number | undefined {
  return id[14] === '7' ? Number.parseInt(id.replace('-', '').slice(0, 12), 16) : undefined;
}
