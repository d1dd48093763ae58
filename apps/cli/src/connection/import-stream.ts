import { once } from 'node:events';
import { Metadata, type ClientWritableStream, type ServiceError } from '@grpc/grpc-js';
import type {
  ImportHeader,
  ImportIncidentsRequest,
  ImportIncidentsResponse,
  ImportRow,
  IncidentIntakeServiceClient,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { CallError, type CalledService } from './call-error.ts';

/** Some thousand rows per second are accepted; a longer call is stuck. */
const DEADLINE_MS = 120_000;

/** As many as a message may contain. */
const ROWS_PER_MESSAGE = 100;
/** Keeps a message below 1 MiB, whatever is in its rows: one above 2 MiB would end the import. */
const CHARACTERS_PER_MESSAGE = 100_000;
/** Of an id and of the times of a responder, about. */
const CHARACTERS_OF = { officerId: 40, responder: 100 };

/** Sends the header and all rows with backpressure. Rejects with a CallError. */
export function importIncidents(
  client: IncidentIntakeServiceClient,
  service: CalledService,
  header: ImportHeader,
  rows: Iterable<ImportRow>,
): Promise<ImportIncidentsResponse> {
  return sendParts<ImportIncidentsRequest, ImportIncidentsResponse>(
    service,
    (options, done) => client.importIncidents(new Metadata(), options, done),
    partsOf(header, rows),
  );
}

/** Sends a stream of requests with backpressure. Rejects with a CallError. */
export function sendParts<Request, Response>(
  service: CalledService,
  open: (
    options: { readonly deadline: number },
    done: (error: ServiceError | null, answer: Response) => void,
  ) => ClientWritableStream<Request>,
  parts: Iterable<Request>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    // The response aborts the upload: a service that rejects the import does not read to the end.
    const answered = new AbortController();
    const options = { deadline: Date.now() + DEADLINE_MS };
    const stream = open(options, (error, answer) => {
      answered.abort();
      if (error === null) resolve(answer);
      else reject(new CallError(service, error));
    });
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
