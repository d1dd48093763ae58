import type {
  ChangeOfficerStateRequest,
  ChangeOfficerStateResponse,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { changeOfficerState, type StateChangePorts } from '../../app/change-officer-state.ts';
import { toState } from '../../app/contract-enums.ts';
import { checkChange } from '../../domain/change-state.ts';
import { keyOf } from './parse-request.ts';

export function handleChangeOfficerState(ports: StateChangePorts) {
  return async (request: ChangeOfficerStateRequest, call: CallContext): Promise<ChangeOfficerStateResponse> => {
    const { requestId, officerId, reason, effectiveTime: effectiveAt } = request;
    const state = toState(request.state);
    refuseInvalid([
      ...checkUuid(requestId, 'request_id'),
      ...checkUuid(officerId, 'officer_id'),
      ...checkChange({ state, reason, effectiveAt }, ports.origin.now()),
    ]);
    if (state === undefined) throw new Error('a change without violations has a state');
    const { actingUser } = call;
    return changeOfficerState(ports, keyOf(requestId, call), { officerId, state, reason, effectiveAt, actingUser });
  };
}
