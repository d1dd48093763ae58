import type { OfficerState } from '../officer-states/module.ts';

/** States of a patrol officer on duty strength: nobody on leave or suspended is on duty and needs a camera. */
export const ON_DUTY_STRENGTH: readonly OfficerState[] = ['active'];

/** A patrol officer who is or was on duty strength. */
export interface PatrolOfficer {
  readonly officerId: string;
  readonly oblastCode: string;
}

export interface CameraIssue {
  readonly cameraId: string;
  readonly officerId: string;
}
