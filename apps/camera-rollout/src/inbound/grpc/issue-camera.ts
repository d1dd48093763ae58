import type {
  IssueCameraRequest,
  IssueCameraResponse,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { issueCamera, type IssuePorts } from '../../app/issue-camera.ts';
import { keyOf } from './parse-request.ts';

export function handleIssueCamera(ports: IssuePorts) {
  return async (request: IssueCameraRequest, call: CallContext): Promise<IssueCameraResponse> => {
    const { requestId, cameraId, officerId } = request;
    const key = keyOf(requestId, call, [...checkUuid(cameraId, 'camera_id'), ...checkUuid(officerId, 'officer_id')]);
    return issueCamera(ports, key, {
      cameraId: cameraId.toLowerCase(),
      officerId: officerId.toLowerCase(),
      until: call.deadline,
    });
  };
}
