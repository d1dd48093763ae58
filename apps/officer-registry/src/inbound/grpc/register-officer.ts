import type {
  RegisterOfficerRequest,
  RegisterOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { toKind, toState } from '../../app/contract-enums.ts';
import { registerOfficer, type RegistrationPorts } from '../../app/register-officer.ts';
import { checkRegistration, type Registration } from '../../domain/registration.ts';
import { keyOf } from './parse-request.ts';

export function handleRegisterOfficer(ports: RegistrationPorts) {
  return async (request: RegisterOfficerRequest, call: CallContext): Promise<RegisterOfficerResponse> => {
    const registration = readRegistration(request);
    return registerOfficer(ports, keyOf(request.requestId, call), registration);
  };
}

function readRegistration(request: RegisterOfficerRequest): Registration {
  const { requestId, fullName, serviceNumber, phone, patrolUnitCode, demonstration } = request;
  const kind = toKind(request.kind);
  const state = toState(request.state);
  const said = { kind, state, fullName, serviceNumber, phone, patrolUnitCode, demonstration };
  refuseInvalid([...checkUuid(requestId, 'request_id'), ...checkRegistration(said)]);
  if (kind === undefined || state === undefined) throw new Error('a registration without violations is complete');
  return { ...said, kind, state };
}
