import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { RecallCause } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { ComplianceExclusion } from '@safe-community/contracts/cameras/v1/compliance.ts';

/** "in-repair" for CAMERA_STATE_IN_REPAIR. */
const STATES = {
  'in-stock': CameraState.IN_STOCK,
  issued: CameraState.ISSUED,
  'in-repair': CameraState.IN_REPAIR,
  lost: CameraState.LOST,
  retired: CameraState.RETIRED,
} as const;

const STEPS: Readonly<Record<number, string>> = {
  [CameraStep.REGISTER]: 'registered',
  [CameraStep.ISSUE]: 'issued',
  [CameraStep.RETURN]: 'returned',
  [CameraStep.TRANSFER]: 'transferred',
  [CameraStep.SEND_TO_REPAIR]: 'sent to repair',
  [CameraStep.COMPLETE_REPAIR]: 'repaired',
  [CameraStep.REPORT_LOST]: 'reported lost',
  [CameraStep.RETIRE]: 'retired',
  [CameraStep.REINSTATE]: 'reinstated',
};

const EXCLUSIONS: Readonly<Record<number, string>> = {
  [ComplianceExclusion.WITHDRAWN]: 'withdrawn',
  [ComplianceExclusion.NO_OFFICER]: 'without a responsible officer',
  [ComplianceExclusion.NOT_PATROL]: 'of no patrol officer',
  [ComplianceExclusion.NO_CAMERA]: 'without a camera',
  [ComplianceExclusion.NO_POLICY]: 'before the policy',
};

const CAUSES: Readonly<Record<number, string>> = {
  [RecallCause.DISMISSED]: 'dismissed',
  [RecallCause.MOVED]: 'moved to another unit',
};

export const CAMERA_STATE_WORDS = Object.keys(STATES);

export function cameraStateOf(word: string): CameraState | undefined {
  return (STATES as Readonly<Record<string, CameraState>>)[word];
}

export function nameOfCameraState(state: CameraState): string {
  return Object.entries(STATES).find(([, number]) => number === state)?.[0] ?? `${state}`;
}

export function nameOfStep(step: CameraStep): string {
  return STEPS[step] ?? `${step}`;
}

export function nameOfCause(cause: RecallCause): string {
  return CAUSES[cause] ?? `${cause}`;
}

export function nameOfExclusion(exclusion: ComplianceExclusion): string {
  return EXCLUSIONS[exclusion] ?? `${exclusion}`;
}
