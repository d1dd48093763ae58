import type {
  AssignOfficerRequest,
  AssignOfficerResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { mayActIn } from '@safe-community/security/policy';
import { Refusal, refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { assignOfficer, type AssignmentPorts } from '../../app/assign-officer.ts';
import { toRole } from '../../app/contract-enums.ts';
import { placesOf } from '../../app/territory.ts';
import { checkBeat } from '../../domain/beat.ts';
import { keyOf } from './parse-request.ts';

const NO_BEAT = { hromadaCode: '', starostaDistrictCode: '' };

export function handleAssignOfficer(ports: AssignmentPorts) {
  return async (request: AssignOfficerRequest, call: CallContext): Promise<AssignOfficerResponse> => {
    const { requestId, officerId, beat = NO_BEAT } = request;
    const role = toRole(request.role);
    const places = await placesOf(beat, ports.directory);
    refuseInvalid([
      ...checkUuid(requestId, 'request_id'),
      ...checkUuid(officerId, 'officer_id'),
      ...checkBeat(beat, places, 'beat.'),
      ...(role === undefined ? [{ field: 'role', rule: 'must be one of the known roles' }] : []),
    ]);
    if (role === undefined) throw new Error('an assignment without violations has a role');
    if (!mayActIn(call.rights, { hromadaCode: beat.hromadaCode, oblastCode: places.oblastCode })) throw outside();
    return assignOfficer(ports, keyOf(requestId, call), { officerId, beat, role }, places);
  };
}

function outside(): Refusal {
  return new Refusal('permission-denied', 'the beat is outside of the territory for which the scope is held', {
    reason: 'OUTSIDE_TERRITORY',
  });
}
