import {
  checkText,
  preconditionFailed,
  Refusal,
  unless,
  type Day,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import { illegalStep, stateAfter, type CameraState, type CameraStep } from './camera-steps.ts';

/** A body camera of a patrol unit. */
export interface Camera {
  /** UUID version 7. */
  readonly cameraId: string;
  /** Unique for its model. */
  readonly serialNumber: string;
  readonly model: string;
  /** Empty if it is not known. */
  readonly firmwareVersion: string;
  /** Last day of the warranty. */
  readonly warrantyUntil?: Day;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly state: CameraState;
  /** The officer who has it; absent unless it is issued. */
  readonly holderId?: string;
  readonly issuedAt?: Date;
  readonly registeredAt: Date;
  /** The delivery of a wave with which it came. */
  readonly deliveryId?: string;
}

/** A camera that is issued to an officer. */
export type IssuedCamera = Camera & Required<Pick<Camera, 'holderId' | 'issuedAt'>>;

/** A step that a camera has taken: custody passes from the holder before to the holder after. */
export interface Transition<After extends Camera = Camera> {
  readonly step: CameraStep;
  readonly before: Camera;
  readonly after: After;
  readonly at: Date;
  /** Empty if none was given. */
  readonly reason: string;
}

/** A recall of firmware that names a camera. */
export interface NamedRecall {
  readonly recallId: string;
  /** Why, by which notice of the maker. */
  readonly source: string;
}

/** The facts that decide whether an officer may get a camera. */
export interface Holder {
  readonly officerId: string;
  readonly unitCode: string;
  /** Whether this is an active patrol officer. */
  readonly isOnStrength: boolean;
  readonly holdsCamera: boolean;
}

/**
 * Issues a camera from a unit's stock to an active patrol officer of the same unit who has none.
 *
 * @param recall the newest recall of the firmware of the camera, complete or not.
 */
export function issue(
  camera: Camera,
  holder: Holder,
  recall: NamedRecall | undefined,
  now: Date,
): Decision<IssuedCamera> {
  if (stateAfter(camera.state, 'issue') === undefined) {
    return illegalStep(camera.state, 'CAMERA_NOT_IN_STOCK', 'the camera is not in stock');
  }
  if (recall !== undefined) return firmwareRecalled(camera, recall);
  if (!holder.isOnStrength) {
    return preconditionFailed('OFFICER_NOT_ON_PATROL_STRENGTH', 'the officer is not an active patrol officer');
  }
  if (holder.unitCode !== camera.unitCode) {
    return preconditionFailed('OFFICER_OF_OTHER_UNIT', 'the officer belongs to another patrol unit than the camera');
  }
  if (holder.holdsCamera) return officerHasCamera();
  return { ...camera, state: 'issued', holderId: holder.officerId, issuedAt: now };
}

function firmwareRecalled({ firmwareVersion }: Camera, { recallId, source }: NamedRecall): Refusal {
  const message = `firmware ${firmwareVersion} is recalled (${source}; recall ${recallId}) and must be replaced first`;
  return new Refusal('failed-precondition', message, {
    reason: 'CAMERA_FIRMWARE_RECALLED',
    metadata: { recall_id: recallId },
  });
}

export function officerHasCamera() {
  return preconditionFailed('OFFICER_HAS_CAMERA', 'the officer holds a camera already');
}

/** A step that takes the camera from its holder, if it has one. */
export type PlainStep = Exclude<CameraStep, 'register' | 'issue'>;

export interface StepRequest {
  readonly step: PlainStep;
  readonly reason: string;
  /** What else changes with the step. */
  readonly change?: Partial<Pick<Camera, 'firmwareVersion' | 'unitCode' | 'oblastCode'>>;
}

/** Takes a step, or names the legal ones. */
export function takeStep(camera: Camera, { step, reason, change }: StepRequest, now: Date): Decision<Transition> {
  const state = stateAfter(camera.state, step);
  if (state === undefined) return illegalStep(camera.state);
  const { holderId: _holder, issuedAt: _issued, ...kept } = camera;
  return { step, before: camera, after: { ...kept, ...change, state }, at: now, reason };
}

/** @param officerId the officer who hands it in; empty if it was found or nobody said who. */
export function takeBack(camera: Camera, officerId: string, reason: string, now: Date): Decision<Transition> {
  const transition = takeStep(camera, { step: 'return', reason }, now);
  if (!('step' in transition) || officerId === '' || camera.holderId === officerId) return transition;
  return preconditionFailed('CAMERA_NOT_HELD', 'the officer does not have this camera');
}

/** Moves a camera from the stock of its unit to that of another one. */
export function transfer(
  camera: Camera,
  unit: { readonly code: string; readonly oblastCode: string },
  reason: string,
  now: Date,
): Decision<Transition> {
  const change = { unitCode: unit.code, oblastCode: unit.oblastCode };
  const transition = takeStep(camera, { step: 'transfer', reason, change }, now);
  if (!('step' in transition) || unit.code !== camera.unitCode) return transition;
  return preconditionFailed('UNIT_HAS_CAMERA', 'the camera belongs to this unit already');
}

const FIRMWARE = /^[A-Za-z0-9._+-]{1,40}$/;

export function checkFirmware(version: string, field: string): Violation[] {
  return unless(FIRMWARE.test(version), field, 'must be 1 to 40 of A–Z, a–z, 0–9, ".", "_", "+" and "-"');
}

/** The same; empty is valid. */
export function checkOptionalFirmware(version: string, field: string): Violation[] {
  return version === '' ? [] : checkFirmware(version, field);
}

const REASON = { least: 2, most: 500 };

export function checkReason(reason: string, field: string): Violation[] {
  return checkText(reason, field, REASON);
}

/** The same; empty is valid. */
export function checkOptionalReason(reason: string, field: string): Violation[] {
  return reason === '' ? [] : checkReason(reason, field);
}
