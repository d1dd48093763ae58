import { Metadata } from '@grpc/grpc-js';
import type { OfficerImportHeader, OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import type {
  ImportOfficersRequest,
  ImportOfficersResponse,
  OfficerServiceClient,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { CalledService } from './call-error.ts';
import { sendParts } from './import-stream.ts';

/** As many as a message may contain: with the longest cells of a file, still below 1 MiB. */
const ROWS_PER_MESSAGE = 50;

/** Sends the header, all rows and the end with backpressure. Rejects with a CallError. */
export function importOfficers(
  client: OfficerServiceClient,
  service: CalledService,
  header: OfficerImportHeader,
  rows: readonly OfficerImportRow[],
): Promise<ImportOfficersResponse> {
  return sendParts<ImportOfficersRequest, ImportOfficersResponse>(
    service,
    (options, done) => client.importOfficers(new Metadata(), options, done),
    partsOf(header, rows),
  );
}

function* partsOf(header: OfficerImportHeader, rows: readonly OfficerImportRow[]): Generator<ImportOfficersRequest> {
  yield { part: { $case: 'header', value: header }, rows: [] };
  for (let first = 0; first < rows.length; first += ROWS_PER_MESSAGE) {
    yield { part: undefined, rows: rows.slice(first, first + ROWS_PER_MESSAGE) };
  }
  yield { part: { $case: 'end', value: { rows: rows.length } }, rows: [] };
}
