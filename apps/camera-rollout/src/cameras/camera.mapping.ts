import {
  CameraState as States,
  CameraStep as Steps,
  type Camera as CameraMessage,
} from '@safe-community/contracts/cameras/v1/camera.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CAMERA_STATES, CAMERA_STEPS, legalSteps } from './camera-steps.ts';
import type { Camera } from './camera.ts';

export const { nameOf: stateName, numberOf: stateNumber } = enumNames(States, CAMERA_STATES);
export const { numberOf: stepNumber } = enumNames(Steps, CAMERA_STEPS);

export function toCameraMessage(camera: Camera): CameraMessage {
  const { serialNumber, model, firmwareVersion, warrantyUntil = '', state } = camera;
  return {
    cameraId: camera.cameraId,
    device: { serialNumber, model, firmwareVersion, warrantyUntil },
    state: stateNumber(state),
    patrolUnitCode: camera.unitCode,
    oblastCode: camera.oblastCode,
    officerId: camera.holderId ?? '',
    issuedTime: camera.issuedAt,
    registeredTime: camera.registeredAt,
    legalSteps: legalSteps(state).map(stepNumber),
    deliveryId: camera.deliveryId ?? '',
  };
}
