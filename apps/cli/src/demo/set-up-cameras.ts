import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { patiently } from './patiently.ts';
import type { PlannedUnit } from './patrol-units.ts';
import { requestIdOf } from './request-id.ts';

const MODEL = 'Demonstration BC-1';
/** Calls in flight: more only wait in the service. */
const AT_ONCE = 32;

interface Handover {
  readonly serialNumber: string;
  readonly cameraId: string;
  readonly officerId: string;
}

/**
 * Puts the cameras into the stock of each unit and hands them out.
 *
 * @param officerIds of each unit's officers, in their order
 * @returns how many were handed out
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
    patiently(() =>
      connection.cameras.issueCamera({ requestId: requestIdOf(`issue ${serialNumber}`), cameraId, officerId }),
    ),
  );
  return issued.length;
}

async function registerCameras({ cameras }: Connection, { code, serialNumbers }: PlannedUnit): Promise<string[]> {
  const { cameraIds } = await patiently(
    () =>
      cameras.registerCameras({
        requestId: requestIdOf(`cameras ${code}`),
        patrolUnitCode: code,
        devices: serialNumbers.map((serialNumber) => ({ serialNumber, model: MODEL })),
        demonstration: true,
      }),
    // The rollout learns of a unit by an event of the registry.
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
