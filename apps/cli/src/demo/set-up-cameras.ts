import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { retryTransient } from './retry-transient.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';

const MODEL = 'Demonstration BC-1';
/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;

interface Handover {
  readonly serialNumber: string;
  readonly cameraId: string;
  readonly officerId: string;
}

/**
 * Registers the cameras of each unit and issues them.
 *
 * @param officerIds of the officers of each unit, in order
 * @returns how many were issued
 */
export async function setUpCameras(
  connection: Connection,
  units: readonly PlannedUnit[],
  officerIds: readonly (readonly string[])[],
): Promise<number> {
  const handovers = await inParallel(units, AT_ONCE, async (unit, index) => {
    const cameraIds = await registerCameras(connection, unit);
    return handoversOf(unit, cameraIds, officerIds[index] ?? []);
  });
  const issued = await inParallel(handovers.flat(), AT_ONCE, ({ serialNumber, cameraId, officerId }) =>
    retryTransient(() =>
      connection.cameras.issueCamera({ requestId: requestIdOf(`issue ${serialNumber}`), cameraId, officerId }),
    ),
  );
  return issued.length;
}

async function registerCameras({ cameras }: Connection, { code, serialNumbers }: PlannedUnit): Promise<string[]> {
  const { cameraIds } = await retryTransient(
    () =>
      cameras.registerCameras({
        requestId: requestIdOf(`cameras ${code}`),
        patrolUnitCode: code,
        devices: serialNumbers.map((serialNumber) => CameraDevice.fromPartial({ serialNumber, model: MODEL })),
        demonstration: true,
        deliveryId: '',
      }),
    // camera-rollout learns about a unit from an event of the registry.
    ['UNIT_UNKNOWN'],
  );
  return cameraIds;
}

function handoversOf(unit: PlannedUnit, cameraIds: readonly string[], officerIds: readonly string[]): Handover[] {
  return officerIds.slice(0, unit.equipped).flatMap((officerId, index) => {
    const [cameraId, serialNumber] = [cameraIds[index], unit.serialNumbers[index]];
    return cameraId === undefined || serialNumber === undefined ? [] : [{ serialNumber, cameraId, officerId }];
  });
}
