import type {
  GetCaseRequest,
  GetCaseResponse,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { refuseInvalid, checkUuid } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { getCase } from '../../../app/domestic-violence/get-case.ts';
import type { ViolenceReader } from '../../../app/domestic-violence/violence-ports.ts';
import type { ReadPorts } from '../../../app/reading/sensitive-reads.ts';
import { checkReadReason } from '../../../domain/reading/read-reason.ts';
import { toCaseMessage } from './map-case.ts';

export function handleGetCase(ports: ReadPorts & { readonly violenceReader: ViolenceReader }) {
  return async ({ incidentId, reason }: GetCaseRequest, call: CallContext): Promise<GetCaseResponse> => {
    refuseInvalid([...checkUuid(incidentId, 'incident_id'), ...checkReadReason(reason, true)]);
    return { case: toCaseMessage(await getCase(ports, { ...call, incidentId, reason })) };
  };
}
