import { Metadata, type Client } from '@grpc/grpc-js';
import type { CalledService } from './call-error.ts';
import { sendParts } from './import-stream.ts';

/** As many as a message may contain: with the longest cells of a file, still below 1 MiB. */
const ROWS_PER_MESSAGE = 50;

export interface ImportHeader {
  readonly requestId: string;
  readonly sourceSystem: string;
}

/** A message of an import. */
type Part<Row> =
  | { part: { $case: 'header'; value: { requestId: string; sourceSystem: string } }; rows: Row[] }
  | { part: { $case: 'end'; value: { rows: number } }; rows: Row[] }
  | { part: undefined; rows: Row[] };

/** A method that imports rows. */
interface ImportMethod<Row, Response> {
  readonly path: string;
  readonly requestSerialize: (part: Part<Row>) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

/** Sends the header, all rows and the end with backpressure. Rejects with a CallError. */
export function importRows<Row, Response>(
  client: Client,
  service: CalledService,
  { path, requestSerialize, responseDeserialize }: ImportMethod<Row, Response>,
  header: ImportHeader,
  rows: readonly Row[],
): Promise<Response> {
  return sendParts<Part<Row>, Response>(
    service,
    (options, done) =>
      client.makeClientStreamRequest(
        path,
        requestSerialize,
        responseDeserialize,
        new Metadata(),
        options,
        (error, answer) =>
          // The types of grpc-js do not say that there is an answer without an error.
          done(error, answer as Response),
      ),
    partsOf(header, rows),
  );
}

function* partsOf<Row>(header: ImportHeader, rows: readonly Row[]): Generator<Part<Row>> {
  yield { part: { $case: 'header', value: header }, rows: [] };
  for (let first = 0; first < rows.length; first += ROWS_PER_MESSAGE) {
    yield { part: undefined, rows: rows.slice(first, first + ROWS_PER_MESSAGE) };
  }
  yield { part: { $case: 'end', value: { rows: rows.length } }, rows: [] };
}
