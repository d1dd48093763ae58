import { RegisterCamerasResponse } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { cameraRegistered, type NewEvent } from '@safe-community/events';
import { preconditionFailed, Refusal } from '@safe-community/domain-kit';
import type { RequestKey, UnitOfWork } from '@safe-community/ledger';
import { takeIntoStock, type Camera } from '../domain/camera.ts';
import type { Device } from '../domain/device.ts';
import type { CameraStore, Origin, StrengthBook } from './ports.ts';

export interface RegisterPorts {
  readonly unitOfWork: UnitOfWork;
  readonly cameras: CameraStore;
  readonly strength: StrengthBook;
  readonly origin: Origin;
}

/** A delivery that broke no rule of `checkDelivery`. */
export interface RegisterCommand {
  readonly unitCode: string;
  readonly devices: readonly Device[];
  readonly demonstration: boolean;
}

/** Puts delivered cameras into the stock of a patrol unit, all or none. */
export async function registerCameras(
  { unitOfWork, cameras, strength, origin }: RegisterPorts,
  key: RequestKey,
  command: RegisterCommand,
): Promise<RegisterCamerasResponse> {
  const { devices, demonstration } = command;
  return unitOfWork.run(key, RegisterCamerasResponse, async (em) => {
    const unit = await strength.findUnit(em, command.unitCode);
    if (unit === undefined) throw preconditionFailed('UNIT_UNKNOWN', 'the registry has told of no such patrol unit');
    const now = origin.now();
    const delivered = takeIntoStock({ unit, devices, demonstration }, () => origin.newId(now), now);
    refuseTaken(devices, await cameras.add(em, delivered));
    const response = { cameraIds: delivered.map(({ cameraId }) => cameraId) };
    return { response, events: delivered.map(toEvent), about: response.cameraIds };
  });
}

function refuseTaken(devices: readonly Device[], taken: ReadonlySet<string>): void {
  const [first] = taken;
  if (first === undefined) return;
  throw new Refusal('already-exists', `serial number ${first} is registered already`, {
    reason: 'SERIAL_NUMBER_TAKEN',
    violations: devices.flatMap(({ serialNumber }, index) =>
      taken.has(serialNumber)
        ? [{ field: `devices[${index}].serial_number`, rule: 'must not be registered already' }]
        : [],
    ),
  });
}

function toEvent({ cameraId, unitCode, oblastCode, demonstration }: Camera): NewEvent {
  return cameraRegistered.create({ cameraId, patrolUnitCode: unitCode, oblastCode, demonstration }, { oblastCode });
}
