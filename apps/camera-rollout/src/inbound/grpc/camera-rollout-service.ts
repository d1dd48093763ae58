import { CameraRolloutServiceService } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { IssuePorts } from '../../app/issue-camera.ts';
import type { CoverageReader } from '../../app/ports.ts';
import type { RegisterPorts } from '../../app/register-cameras.ts';
import { handleGetCoverage } from './get-coverage.ts';
import { handleIssueCamera } from './issue-camera.ts';
import { handleRegisterCameras } from './register-cameras.ts';

export function cameraRolloutService(ports: RegisterPorts & IssuePorts, coverage: CoverageReader): ServedService {
  return serve(CameraRolloutServiceService, {
    registerCameras: handleRegisterCameras(ports),
    issueCamera: handleIssueCamera(ports),
    getCoverage: handleGetCoverage(coverage),
  });
}
