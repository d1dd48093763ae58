import type {
  GetCaseRequest,
  GetCaseResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { getCase } from './get-case.app.ts';
import type { ViolenceReader } from './violence-ports.app.ts';
import type { ReadPorts } from '../incident/sensitive-reads.app.ts';
import { checkReadReason } from '../incident/read-reason.ts';
import { toCaseMessage } from './map-case.grpc.ts';

export function handleGetCase(ports: ReadPorts & { readonly violenceReader: ViolenceReader }) {
  return async ({ incidentId, reason }: GetCaseRequest, call: CallContext): Promise<GetCaseResponse> => {
    refuseInvalid([...checkUuid(incidentId, 'incident_id'), ...checkReadReason(reason, true)]);
    return { case: toCaseMessage(await getCase(ports, { ...call, incidentId, reason })) };
  };
}
