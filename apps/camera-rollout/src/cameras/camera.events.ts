import {
  cameraCustodyImported,
  cameraFirmwareChanged,
  cameraIssued,
  cameraRegistered,
  cameraStateChanged,
  type NewEvent,
} from '@safe-community/events';
import { stateNumber, stepNumber } from './camera.mapping.ts';
import type { Camera, IssuedCamera, Transition } from './camera.ts';
import type { KnownEntry, PastHolding } from './past-custody.ts';

export function registeredEvent({ cameraId, unitCode, oblastCode }: Camera): NewEvent {
  return cameraRegistered.create({ cameraId, patrolUnitCode: unitCode, oblastCode }, { oblastCode });
}

export function issuedEvent(camera: IssuedCamera): NewEvent {
  const { cameraId, holderId, unitCode, oblastCode, issuedAt } = camera;
  return cameraIssued.create(
    { cameraId, officerId: holderId, patrolUnitCode: unitCode, oblastCode, issuedTime: issuedAt },
    { oblastCode },
  );
}

/** A step other than the registration and the issue, and the firmware if it changed with it. */
export function transitionEvents({ step, before, after, at }: Transition): NewEvent[] {
  const { cameraId, unitCode, oblastCode } = after;
  const changed = cameraStateChanged.create(
    {
      cameraId,
      step: stepNumber(step),
      formerState: stateNumber(before.state),
      state: stateNumber(after.state),
      formerOfficerId: before.holderId ?? '',
      patrolUnitCode: unitCode,
      oblastCode,
      changedTime: at,
    },
    { oblastCode },
  );
  return [changed, ...(before.firmwareVersion === after.firmwareVersion ? [] : [firmwareEvent(before, after, at)])];
}

export function firmwareEvent(before: Camera, after: Camera, at: Date): NewEvent {
  const { cameraId, firmwareVersion, unitCode, oblastCode } = after;
  return cameraFirmwareChanged.create(
    {
      cameraId,
      formerFirmwareVersion: before.firmwareVersion,
      firmwareVersion,
      patrolUnitCode: unitCode,
      oblastCode,
      changedTime: at,
    },
    { oblastCode },
  );
}

/** @param stock where the camera was before and after. */
export function custodyImportedEvent(
  { cameraId }: Camera,
  { unitCode, oblastCode }: KnownEntry,
  { officerId, issuedAt, returnedAt }: PastHolding,
  at: Date,
): NewEvent {
  return cameraCustodyImported.create(
    {
      cameraId,
      officerId,
      patrolUnitCode: unitCode,
      oblastCode,
      issuedTime: issuedAt,
      returnedTime: returnedAt,
      importedTime: at,
    },
    { oblastCode },
  );
}
