import type {
  RegisterCamerasRequest,
  RegisterCamerasResponse,
} from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { registerCameras, type RegisterCommand, type RegisterPorts } from '../../app/register-cameras.ts';
import { checkDelivery } from '../../domain/device.ts';
import { keyOf } from './parse-request.ts';

export function handleRegisterCameras(ports: RegisterPorts) {
  return async (request: RegisterCamerasRequest, call: CallContext): Promise<RegisterCamerasResponse> => {
    const command = toCommand(request);
    const key = keyOf(request.requestId, call, violationsOf(command));
    return registerCameras(ports, key, command);
  };
}

function toCommand({ patrolUnitCode, devices, demonstration }: RegisterCamerasRequest): RegisterCommand {
  return {
    unitCode: patrolUnitCode,
    devices,
    demonstration,
  };
}

function violationsOf({ unitCode, devices }: RegisterCommand): Violation[] {
  const unit = /^[a-z0-9-]{2,40}$/.test(unitCode)
    ? []
    : [{ field: 'patrol_unit_code', rule: 'must be 2 to 40 of a–z, 0–9 and "-"' }];
  return [...unit, ...checkDelivery(devices)];
}
