import { preconditionFailed, type Decision } from '@safe-community/domain-kit';

export const CAMERA_STATES = ['in_stock', 'issued', 'in_repair', 'lost', 'retired'] as const;
type CameraState = (typeof CAMERA_STATES)[number];

/** A body camera of a patrol unit. */
export interface Camera {
  /** UUID version 7. */
  readonly cameraId: string;
  /** Unique in the country. */
  readonly serialNumber: string;
  readonly model: string;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly state: CameraState;
  /** The officer who has it; absent if it is in stock. */
  readonly holderId?: string;
  readonly issuedAt?: Date;
  readonly registeredAt: Date;
  /** An invented camera of the demonstration. */
  readonly demonstration: boolean;
}

/** A camera that is issued to an officer. */
export type IssuedCamera = Camera & Required<Pick<Camera, 'holderId' | 'issuedAt'>>;

/** The facts that decide whether an officer may get a camera. */
export interface Holder {
  readonly officerId: string;
  readonly unitCode: string;
  /** Whether this is an active patrol officer. */
  readonly isOnStrength: boolean;
  readonly holdsCamera: boolean;
}

/** Issues a camera from a unit's stock to an active patrol officer of the same unit who has none. */
export function issue(camera: Camera, holder: Holder, now: Date): Decision<IssuedCamera> {
  if (camera.state !== 'in_stock') {
    return preconditionFailed('CAMERA_NOT_IN_STOCK', 'the camera is not in stock');
  }
  if (!holder.isOnStrength) {
    return preconditionFailed('OFFICER_NOT_ON_PATROL_STRENGTH', 'the officer is not an active patrol officer');
  }
  if (holder.unitCode !== camera.unitCode) {
    return preconditionFailed('OFFICER_OF_OTHER_UNIT', 'the officer belongs to another patrol unit than the camera');
  }
  if (holder.holdsCamera) return officerHasCamera();
  return { ...camera, state: 'issued', holderId: holder.officerId, issuedAt: now };
}

export function officerHasCamera() {
  return preconditionFailed('OFFICER_HAS_CAMERA', 'the officer holds a camera already');
}
