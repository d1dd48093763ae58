import type {
  RegisterPatrolUnitRequest,
  RegisterPatrolUnitResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { registerPatrolUnit, type PatrolUnitPorts } from '../../app/register-patrol-unit.ts';
import { isFirstLevel } from '../../app/territory.ts';
import { checkPatrolUnit } from '../../domain/patrol-unit.ts';
import { keyOf } from './parse-request.ts';

export function handleRegisterPatrolUnit(ports: PatrolUnitPorts) {
  return async (request: RegisterPatrolUnitRequest, call: CallContext): Promise<RegisterPatrolUnitResponse> => {
    const { requestId, patrolUnitCode, oblastCode, nameUk, nameEn, demonstration } = request;
    const unit = { patrolUnitCode, oblastCode, nameUk, nameEn, demonstration };
    refuseInvalid([...checkUuid(requestId, 'request_id'), ...checkPatrolUnit(unit, isFirstLevel(oblastCode))]);
    return registerPatrolUnit(ports, keyOf(requestId, call), unit);
  };
}
