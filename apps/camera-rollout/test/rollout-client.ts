import { randomUUID } from 'node:crypto';
import {
  CameraRolloutServiceClient,
  type GetCoverageResponse,
  type IssueCameraRequest,
  type IssueCameraResponse,
  type RegisterCamerasRequest,
  type RegisterCamerasResponse,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';

/** The three calls, with a request_id where none is given. */
export interface RolloutClient {
  register(request: Partial<RegisterCamerasRequest>): Promise<RegisterCamerasResponse>;
  issue(request: Partial<IssueCameraRequest>, deadlineMs?: number): Promise<IssueCameraResponse>;
  coverage(oblastCode?: string): Promise<GetCoverageResponse>;
  close(): void;
}

/** Calls with the certificate of the demo client, or of `nats`: a registered caller without a scope. */
export function rolloutClient(port: number, identity: 'client' | 'nats' = 'client'): RolloutClient {
  // Not openClient: its retries would hide the duration of a call.
  const client = new CameraRolloutServiceClient(`localhost:${port}`, demoClientCredentials(identity));
  return {
    register(request) {
      const whole = { requestId: randomUUID(), patrolUnitCode: '', devices: [], demonstration: false, ...request };
      return callUnary('RegisterCameras', client.registerCameras.bind(client), whole, 10_000);
    },
    issue(request, deadlineMs = 10_000) {
      const whole = { requestId: randomUUID(), cameraId: randomUUID(), officerId: randomUUID(), ...request };
      return callUnary('IssueCamera', client.issueCamera.bind(client), whole, deadlineMs);
    },
    coverage: (oblastCode = '') => callUnary('GetCoverage', client.getCoverage.bind(client), { oblastCode }, 10_000),
    close: () => client.close(),
  };
}
