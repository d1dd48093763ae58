import { Metadata, type Client } from '@grpc/grpc-js';
import {
  AuditServiceService,
  ExportEntriesRequest,
  type ExportEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import { CallError, type CalledService } from './call-error.ts';
import { isServiceError } from './status-details.ts';

/** Years of entries come at some ten thousand a second: what takes longer than this is stuck. */
const DEADLINE_MS = 6 * 3_600_000;

/** Reads the audit of a service in order. Rejects with a CallError. */
export async function* readAudit(
  client: Client,
  service: CalledService,
  fromSequence: bigint,
): AsyncGenerator<ExportEntriesResponse> {
  const { path, requestSerialize, responseDeserialize } = AuditServiceService.exportEntries;
  const request = ExportEntriesRequest.fromPartial({ fromSequence });
  const options = { deadline: Date.now() + DEADLINE_MS };
  const call = client.makeServerStreamRequest(
    path,
    requestSerialize,
    responseDeserialize,
    request,
    new Metadata(),
    options,
  );
  try {
    yield* call as AsyncIterable<ExportEntriesResponse>;
  } catch (error) {
    throw isServiceError(error) ? new CallError(service, error) : error;
  } finally {
    call.cancel();
  }
}
