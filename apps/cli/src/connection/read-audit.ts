import type { Client } from '@grpc/grpc-js';
import {
  AuditServiceService,
  ExportEntriesRequest,
  type ExportEntriesResponse,
} from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { CalledService } from './call-error.ts';
import { readStream } from './read-stream.ts';

/** Years of entries come at some ten thousand a second: what takes longer than this is stuck. */
const DEADLINE_MS = 6 * 3_600_000;

/** Reads the audit of a service in order. Rejects with a CallError. */
export function readAudit(
  client: Client,
  service: CalledService,
  fromSequence: bigint,
): AsyncIterable<ExportEntriesResponse> {
  const request = ExportEntriesRequest.fromPartial({ fromSequence });
  return readStream(client, service, AuditServiceService.exportEntries, request, DEADLINE_MS);
}
