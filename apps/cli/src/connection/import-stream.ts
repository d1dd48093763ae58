import { once } from 'node:events';
import { Metadata, type ClientWritableStream, type ServiceError } from '@grpc/grpc-js';
import type {
  ImportHeader,
  ImportIncidentsRequest,
  ImportIncidentsResponse,
  ImportRow,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { CallError, type Called } from './call-error.ts';

/** Some thousand rows per second are accepted; a longer call is stuck. */
const DEADLINE_MS = 120_000;

/** As many as a message may contain. */
const ROWS_PER_MESSAGE = 100;
/** Keeps a message below 1 MiB, whatever is in its rows: one above 2 MiB would end the import. */
const CHARACTERS_PER_MESSAGE = 100_000;
/** Of an id and of the times of a responder, about. */
const CHARACTERS_OF = { officerId: 40, responder: 100 };

/** Sends the header and all rows with backpressure. Rejects with a CallError. */
export async function importIncidents(
  called: Called,
  header: ImportHeader,
  rows: Iterable<ImportRow>,
): Promise<ImportIncidentsResponse> {
  const { IncidentIntakeServiceService: service } =
    await import('@safe-community/contracts/incidents/v1/incident_intake_service.ts');
  return sendParts(called, service.importIncidents, partsOf(header, rows));
}

/** A method that reads a stream and answers once. */
export interface ImportMethod<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (part: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** Sends a stream of requests with backpressure. Rejects with a CallError. */
export function sendParts<Request, Response>(
  { client, service }: Called,
  { path, requestSerialize, responseDeserialize }: ImportMethod<Request, Response>,
  parts: Iterable<Request>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    // The response aborts the upload: a service that rejects the import does not read to the end.
    const answered = new AbortController();
    const options = { deadline: Date.now() + DEADLINE_MS };
    const done = (error: ServiceError | null, answer?: Response) => {
      answered.abort();
      // The types of grpc-js do not say that there is an answer without an error.
      if (error === null) resolve(answer as Response);
      else reject(new CallError(service, error));
    };
    const stream = client.makeClientStreamRequest(
      path,
      requestSerialize,
      responseDeserialize,
      new Metadata(),
      options,
      done,
    );
    writeAll(stream, parts, answered.signal).catch(reject);
  });
}

function* partsOf(header: ImportHeader, rows: Iterable<ImportRow>): Generator<ImportIncidentsRequest> {
  yield { part: { $case: 'header', value: header }, rows: [] };
  let message: ImportRow[] = [];
  let characters = 0;
  for (const row of rows) {
    message.push(row);
    characters += charactersOf(row);
    if (message.length < ROWS_PER_MESSAGE && characters < CHARACTERS_PER_MESSAGE) continue;
    yield { part: undefined, rows: message };
    [message, characters] = [[], 0];
  }
  if (message.length > 0) yield { part: undefined, rows: message };
}

function charactersOf({ report, course }: ImportRow): number {
  const ofResponders = (course?.responders ?? []).map(
    ({ unit, officerIds }) => CHARACTERS_OF.responder + unit.length + CHARACTERS_OF.officerId * officerIds.length,
  );
  return (report?.description.length ?? 0) + ofResponders.reduce((sum, each) => sum + each, 0);
}

async function writeAll<Request>(
  stream: ClientWritableStream<Request>,
  parts: Iterable<Request>,
  answered: AbortSignal,
): Promise<void> {
  for (const part of parts) {
    if (answered.aborted) return;
    if (!stream.write(part)) await Promise.race([once(stream, 'drain'), once(answered, 'abort')]);
  }
  stream.end();
}
