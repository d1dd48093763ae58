import { randomUUID } from 'node:crypto';
import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import type { RunningRollout } from './running-rollout.ts';

/** A device with a serial number of its own. */
export function device(change: Partial<CameraDevice> = {}): CameraDevice {
  return CameraDevice.fromPartial({ serialNumber: randomUUID().toUpperCase(), model: 'Body 3', ...change });
}

/** Registers a camera and resolves to its id. */
export async function inStock(
  rollout: Pick<RunningRollout, 'registerCameras'>,
  patrolUnitCode: string,
  change: Partial<CameraDevice> = {},
): Promise<string> {
  const { cameraIds } = await rollout.registerCameras({ patrolUnitCode, devices: [device(change)] });
  const [cameraId] = cameraIds;
  if (cameraId === undefined) throw new Error('no camera was registered');
  return cameraId;
}

/** Registers a camera and issues it to an officer whom the registry has not announced yet. */
export async function issued(
  rollout: Pick<RunningRollout, 'registerCameras' | 'issueCamera' | 'registry'>,
  patrolUnitCode: string,
  change: Partial<CameraDevice> = {},
): Promise<{ cameraId: string; officerId: string }> {
  const officerId = rollout.registry.addSilently({ patrolUnitCode });
  const cameraId = await inStock(rollout, patrolUnitCode, change);
  await rollout.issueCamera({ cameraId, officerId });
  return { cameraId, officerId };
}

/** Issues a camera that is in stock. */
export async function issueTo(
  rollout: Pick<RunningRollout, 'issueCamera'>,
  officerId: string,
  cameraId: string,
): Promise<void> {
  await rollout.issueCamera({ cameraId, officerId });
}
