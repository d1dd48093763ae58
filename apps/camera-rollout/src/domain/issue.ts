import type { Camera } from './camera.ts';
import { isOnStrength, type Candidate } from './officer.ts';

/** Why a camera cannot be handed out now. */
export interface Precondition {
  readonly reason:
    | 'CAMERA_NOT_IN_STOCK'
    | 'OFFICER_NOT_ON_PATROL_STRENGTH'
    | 'OFFICER_OF_OTHER_UNIT'
    | 'OFFICER_HAS_CAMERA';
  readonly message: string;
}

export const OFFICER_HAS_CAMERA: Precondition = {
  reason: 'OFFICER_HAS_CAMERA',
  message: 'the officer holds a camera already',
};

/** What the service knows of the officer besides what the registry says. */
export interface HolderFacts {
  readonly officer: Candidate;
  readonly holdsCamera: boolean;
}

/** A camera with an officer. */
export type IssuedCamera = Camera & Required<Pick<Camera, 'holderId' | 'issuedAt'>>;

export type IssueDecision = { readonly issued: IssuedCamera } | { readonly refused: Precondition };

/** Hands a camera of a unit's stock to an active patrol officer of the same unit who has none. */
export function issue(camera: Camera, { officer, holdsCamera }: HolderFacts, now: Date): IssueDecision {
  if (camera.state !== 'in_stock') {
    return refuse('CAMERA_NOT_IN_STOCK', 'the camera is not in stock');
  }
  if (!isOnStrength(officer)) {
    return refuse('OFFICER_NOT_ON_PATROL_STRENGTH', 'the officer is not an active patrol officer');
  }
  if (officer.unitCode !== camera.unitCode) {
    return refuse('OFFICER_OF_OTHER_UNIT', 'the officer belongs to another patrol unit than the camera');
  }
  if (holdsCamera) return { refused: OFFICER_HAS_CAMERA };
  return { issued: { ...camera, state: 'issued', holderId: officer.officerId, issuedAt: now } };
}

function refuse(reason: Precondition['reason'], message: string): IssueDecision {
  return { refused: { reason, message } };
}
