import {
  recordingCategorised,
  recordingLinked,
  recordingObjectChanged,
  recordingRegistered,
  recordingUnlinked,
  type NewEvent,
} from '@safe-community/events';
import { isSensitive, type Incident } from '../incidents/module.ts';
import type { ConfirmedLink, RemovedLink } from './link.ts';
import { storedObjectNumber } from './recording.mapping.ts';
import type { Recording, StoredObject, StoredRecording } from './recording.ts';

// Events contain ids, codes and times.

export function registeredEvent(recording: Recording): NewEvent {
  return recordingRegistered.create(
    {
      ...named(recording),
      cameraId: recording.cameraId,
      officerId: recording.officerId,
      patrolUnitCode: recording.unitCode,
      startTime: recording.startedAt,
      durationMs: recording.durationMs,
      uploadTime: recording.uploadedAt,
      category: recording.category,
    },
    recording,
  );
}

export function categorisedEvent(recording: Recording, category: string, at: Date): NewEvent {
  const former = { formerCategory: recording.category, category, categorisedTime: at };
  return recordingCategorised.create({ ...named(recording), patrolUnitCode: recording.unitCode, ...former }, recording);
}

/** An incident of a sensitive category is not named. */
export function linkedEvent({ recording, incident, former, at }: ConfirmedLink): NewEvent {
  const link = { formerIncidentId: shownId(former), incidentId: shownId(incident), linkedTime: at };
  return recordingLinked.create({ ...named(recording), patrolUnitCode: recording.unitCode, ...link }, recording);
}

export function unlinkedEvent({ recording, former, at }: RemovedLink): NewEvent {
  const link = { formerIncidentId: shownId(former), unlinkedTime: at };
  return recordingUnlinked.create({ ...named(recording), patrolUnitCode: recording.unitCode, ...link }, recording);
}

function shownId(linked: Incident | undefined): string {
  return linked === undefined || isSensitive(linked.category) ? '' : linked.incidentId;
}

/** What the evidence store has of a recording is no longer what it was. */
export function objectChangedEvent(recording: StoredRecording, found: StoredObject, at: Date): NewEvent {
  const change = {
    formerStoredObject: storedObjectNumber(recording.storedObject),
    storedObject: storedObjectNumber(found),
    verifiedTime: at,
  };
  return recordingObjectChanged.create(
    { ...named(recording), patrolUnitCode: recording.unitCode, ...change },
    recording,
  );
}

function named({ recordingId, oblastCode, hromadaCode }: Recording) {
  return { recordingId, oblastCode, hromadaCode };
}
