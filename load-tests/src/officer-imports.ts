import { randomBytes, randomUUID } from 'node:crypto';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  OfficerServiceClient,
  type ImportOfficersRequest,
  type ImportOfficersResponse,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { openClient, traceMetadata } from '@safe-community/grpc-kit';
import { sendImport } from './send-import.ts';
import type { System } from './system.ts';

/** As the contract allows. */
export const ROWS_PER_MESSAGE = 100;

export interface OfficerImports {
  /** Imports as many new, active community officers. Resolves to the beginning of their service numbers. */
  run(rows: number, rowsPerMessage?: number): Promise<string>;
  close(): void;
}

export function openOfficerImports({ addresses, credentials }: System): OfficerImports {
  const client = openClient(OfficerServiceClient, addresses.officerRegistry, credentials);
  return {
    async run(rows, rowsPerMessage = ROWS_PER_MESSAGE) {
      const prefix = randomBytes(4).toString('hex').toUpperCase();
      const { added } = await sendImport<ImportOfficersRequest, ImportOfficersResponse>(
        (answer) => client.importOfficers(traceMetadata(), answer),
        messagesOf(prefix, rows, rowsPerMessage),
      );
      if (added !== rows) throw new Error(`${added} of ${rows} officers were accepted`);
      return prefix;
    },
    close: () => client.close(),
  };
}

function* messagesOf(prefix: string, rows: number, rowsPerMessage: number): Generator<ImportOfficersRequest> {
  const header = { requestId: randomUUID(), sourceSystem: `bench-${prefix.toLowerCase()}` };
  yield { part: { $case: 'header', value: header }, rows: [] };
  for (let first = 1; first <= rows; first += rowsPerMessage) {
    const count = Math.min(rowsPerMessage, rows + 1 - first);
    yield { part: undefined, rows: Array.from({ length: count }, (_, index) => rowOf(prefix, first + index)) };
  }
  yield { part: { $case: 'end', value: { rows } }, rows: [] };
}

function rowOf(prefix: string, number: number): OfficerImportRow {
  return OfficerImportRow.fromPartial({
    rowNumber: number,
    externalId: String(number),
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    fullName: 'Коваленко Олександр Володимирович',
    serviceNumber: `${prefix}-${String(number).padStart(7, '0')}`,
    phone: `+38000${String(number % 10_000_000).padStart(7, '0')}`,
  });
}
