import { CameraState, CameraStep } from '@safe-community/contracts/cameras/v1/camera.ts';
import { RecallCause } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { ComplianceExclusion, ComplianceGroup } from '@safe-community/contracts/cameras/v1/compliance.ts';
import { words } from './words.ts';

export const CAMERA_STATES = words([
  [CameraState.IN_STOCK, 'in-stock', 'на складі'],
  [CameraState.ISSUED, 'issued', 'видана'],
  [CameraState.IN_REPAIR, 'in-repair', 'у ремонті'],
  [CameraState.LOST, 'lost', 'втрачена'],
  [CameraState.RETIRED, 'retired', 'списана'],
]);

export const CAMERA_STEPS = words([
  [CameraStep.REGISTER, 'register', 'взято на облік', 'registered'],
  [CameraStep.ISSUE, 'issue', 'видано', 'issued'],
  [CameraStep.RETURN, 'return', 'повернуто', 'returned'],
  [CameraStep.TRANSFER, 'transfer', 'передано', 'transferred'],
  [CameraStep.SEND_TO_REPAIR, 'send-to-repair', 'віддано в ремонт', 'sent to repair'],
  [CameraStep.COMPLETE_REPAIR, 'complete-repair', 'відремонтовано', 'repaired'],
  [CameraStep.REPORT_LOST, 'report-lost', 'заявлено про втрату', 'reported lost'],
  [CameraStep.RETIRE, 'retire', 'списано', 'retired'],
  [CameraStep.REINSTATE, 'reinstate', 'повернуто на облік', 'reinstated'],
]);

export const EXCLUSIONS = words([
  [ComplianceExclusion.WITHDRAWN, 'withdrawn', 'відкликано'],
  [ComplianceExclusion.NO_OFFICER, 'no-officer', 'без відповідального офіцера', 'without a responsible officer'],
  [ComplianceExclusion.NOT_PATROL, 'not-patrol', 'не патрульний', 'of no patrol officer'],
  [ComplianceExclusion.NO_CAMERA, 'no-camera', 'без камери', 'without a camera'],
  [ComplianceExclusion.NO_POLICY, 'no-policy', 'до запровадження правил', 'before the policy'],
]);

export const RECALL_CAUSES = words([
  [RecallCause.DISMISSED, 'dismissed', 'звільнено'],
  [RecallCause.MOVED, 'moved', 'переведено до іншого підрозділу', 'moved to another unit'],
]);

export const COMPLIANCE_GROUPS = words([
  [ComplianceGroup.UNIT, 'unit', 'підрозділ'],
  [ComplianceGroup.OBLAST, 'oblast', 'область'],
  [ComplianceGroup.OFFICER, 'officer', 'офіцер'],
  [ComplianceGroup.DAY, 'day', 'день'],
]);
