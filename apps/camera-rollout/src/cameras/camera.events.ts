import { cameraIssued, cameraRegistered, type NewEvent } from '@safe-community/events';
import type { Camera, IssuedCamera } from './camera.ts';

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
