import type { Called } from './call-error.ts';
import { sendParts, type ImportMethod } from './import-stream.ts';

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

/** Sends the header, all rows and the end with backpressure. Rejects with a CallError. */
export function importRows<Row, Response>(
  called: Called,
  method: ImportMethod<Part<Row>, Response>,
  header: ImportHeader,
  rows: readonly Row[],
): Promise<Response> {
  return sendParts(called, method, partsOf(header, rows));
}

function* partsOf<Row>(header: ImportHeader, rows: readonly Row[]): Generator<Part<Row>> {
  yield { part: { $case: 'header', value: header }, rows: [] };
  for (let first = 0; first < rows.length; first += ROWS_PER_MESSAGE) {
    yield { part: undefined, rows: rows.slice(first, first + ROWS_PER_MESSAGE) };
  }
  yield { part: { $case: 'end', value: { rows: rows.length } }, rows: [] };
}
