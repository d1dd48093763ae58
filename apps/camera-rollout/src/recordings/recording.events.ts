import { recordingRegistered, type NewEvent } from '@safe-community/events';
import type { Recording } from './recording.ts';

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

function named({ recordingId, oblastCode, hromadaCode, demonstration }: Recording) {
  return { recordingId, oblastCode, hromadaCode, demonstration };
}
