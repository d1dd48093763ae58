import { CameraDevice } from '@safe-community/contracts/cameras/v1/camera.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { retryTransient } from './retry-transient.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';
import type { DemonstrationDelivery } from './set-up-waves.ts';

export const MODEL = 'Demonstration BC-1';
export const FIRMWARE = 'demo-1.1';
/** Some cameras of the first unit have it. */
export const OLD_FIRMWARE = 'demo-1.0';
const OLD_ONES = 10;
const WARRANTY_UNTIL = '2029-12-31';
/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;

interface Handover {
  readonly serialNumber: string;
  readonly cameraId: string;
  readonly officerId: string;
}

export interface DemonstrationCameras {
  readonly issued: number;
  /** Of each unit: first those that are issued, last the spares. */
  readonly cameraIds: readonly (readonly string[])[];
  /** Of those that have the old firmware. */
  readonly old: readonly string[];
}

/**
 * Registers the cameras of each unit, some of them as the part of a delivery, and issues them.
 *
 * @param officerIds of the officers of each unit, in order
 */
export async function setUpCameras(
  connection: Connection,
  units: readonly PlannedUnit[],
  officerIds: readonly (readonly string[])[],
  delivery: DemonstrationDelivery,
): Promise<DemonstrationCameras> {
  const cameraIds = await inParallel(units, AT_ONCE, (unit, index) => {
    const devices = unit.serialNumbers.map((serialNumber, at) =>
      CameraDevice.fromPartial({
        serialNumber,
        model: MODEL,
        firmwareVersion: index === 0 && at < OLD_ONES ? OLD_FIRMWARE : FIRMWARE,
        warrantyUntil: WARRANTY_UNTIL,
      }),
    );
    return registerCameras(connection, unit, devices, delivery);
  });
  const handovers = units.flatMap((unit, index) => handoversOf(unit, cameraIds[index] ?? [], officerIds[index] ?? []));
  const issued = await inParallel(handovers, AT_ONCE, ({ serialNumber, cameraId, officerId }) =>
    retryTransient(() =>
      connection.cameras.issueCamera({ requestId: requestIdOf(`issue ${serialNumber}`), cameraId, officerId }),
    ),
  );
  return { issued: issued.length, cameraIds, old: cameraIds[0]?.slice(0, OLD_ONES) ?? [] };
}

async function registerCameras(
  { cameras }: Connection,
  { code }: PlannedUnit,
  devices: readonly CameraDevice[],
  { deliveryId, quantityOf }: DemonstrationDelivery,
): Promise<string[]> {
  const part = quantityOf.get(code) ?? 0;
  const register = async (ofDelivery: string, some: readonly CameraDevice[]): Promise<string[]> => {
    if (some.length === 0) return [];
    const request = {
      requestId: requestIdOf(`cameras ${code} ${ofDelivery}`),
      patrolUnitCode: code,
      devices: [...some],
      demonstration: true,
      deliveryId: ofDelivery,
    };
    // camera-rollout learns about a unit from an event of the registry.
    return (await retryTransient(() => cameras.registerCameras(request), ['UNIT_UNKNOWN'])).cameraIds;
  };
  return [...(await register(deliveryId, devices.slice(0, part))), ...(await register('', devices.slice(part)))];
}

function handoversOf(unit: PlannedUnit, cameraIds: readonly string[], officerIds: readonly string[]): Handover[] {
  return officerIds.slice(0, unit.equipped).flatMap((officerId, index) => {
    const [cameraId, serialNumber] = [cameraIds[index], unit.serialNumbers[index]];
    return cameraId === undefined || serialNumber === undefined ? [] : [{ serialNumber, cameraId, officerId }];
  });
}
