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

export function registeredEvent({ cameraId, unitCode, oblastCode, demonstration }: Camera): NewEvent {
  return cameraRegistered.create({ cameraId, patrolUnitCode: unitCode, oblastCode, demonstration }, { oblastCode });
}

export function issuedEvent(camera: IssuedCamera): NewEvent {
  const { cameraId, holderId, unitCode, oblastCode, issuedAt, demonstration } = camera;
  return cameraIssued.create(
    { cameraId, officerId: holderId, patrolUnitCode: unitCode, oblastCode, issuedTime: issuedAt, demonstration },
    { oblastCode },
  );
}

/** A step other than the registration and the issue, and the firmware if it changed with it. */
export function transitionEvents({ step, before, after, at }: Transition): NewEvent[] {
  const { cameraId, unitCode, oblastCode, demonstration } = after;
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
      demonstration,
    },
    { oblastCode },
  );
  return [changed, ...(before.firmwareVersion === after.firmwareVersion ? [] : [firmwareEvent(before, after, at)])];
}

export function firmwareEvent(before: Camera, after: Camera, at: Date): NewEvent {
  const { cameraId, firmwareVersion, unitCode, oblastCode, demonstration } = after;
  return cameraFirmwareChanged.create(
    {
      cameraId,
      formerFirmwareVersion: before.firmwareVersion,
      firmwareVersion,
      patrolUnitCode: unitCode,
      oblastCode,
      changedTime: at,
      demonstration,
    },
    { oblastCode },
  );
}

/** @param stock where the camera was before and after. */
export function custodyImportedEvent(
  { cameraId, demonstration }: Camera,
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
      demonstration,
    },
    { oblastCode },
  );
}
