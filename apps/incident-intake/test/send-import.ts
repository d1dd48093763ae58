import { Metadata, type ClientWritableStream } from '@grpc/grpc-js';
import {
  ImportIncidentsRequest,
  IncidentIntakeServiceService,
  type ImportIncidentsResponse,
  type IncidentIntakeServiceClient,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';

/** A message of the stream, or raw bytes that may be malformed. */
export type Part = ImportIncidentsRequest | Buffer;

export interface ImportUnderWay {
  readonly call: ClientWritableStream<Part>;
  readonly answer: Promise<ImportIncidentsResponse>;
  /** Sends as fast as the service reads; returns early when the service has ended the call. */
  readonly send: (parts: Iterable<Part>) => Promise<void>;
}

export function startImport(client: IncidentIntakeServiceClient): ImportUnderWay {
  const { path, responseDeserialize } = IncidentIntakeServiceService.importIncidents;
  const { promise: answer, resolve, reject } = Promise.withResolvers<ImportIncidentsResponse>();
  const call = client.makeClientStreamRequest<Part, ImportIncidentsResponse>(
    path,
    (part) => (Buffer.isBuffer(part) ? part : Buffer.from(ImportIncidentsRequest.encode(part).finish())),
    responseDeserialize,
    new Metadata(),
    (error, response) => (error === null ? resolve(response as ImportIncidentsResponse) : reject(error)),
  );
  let ended = false;
  const end = (): void => void (ended = true);
  answer.then(end, end);
  // The answer reports it.
  call.on('error', () => undefined);
  return {
    call,
    answer,
    async send(parts) {
      for (const part of parts) {
        if (ended) return;
        if (!call.write(part)) await Promise.race([drained(call), answer.then(end, end)]);
      }
    },
  };
}

/** Sends a whole import. */
export async function sendImport(
  client: IncidentIntakeServiceClient,
  parts: Iterable<Part>,
): Promise<ImportIncidentsResponse> {
  const { call, answer, send } = startImport(client);
  await send(parts);
  call.end();
  return answer;
}

function drained(call: ClientWritableStream<Part>): Promise<void> {
  return new Promise((resolve) => call.once('drain', resolve));
}
